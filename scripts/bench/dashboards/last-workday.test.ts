import { expect, test } from 'vitest'
import { lastWorkday } from './last-workday'

const daysOf = (before: string) => {
  const { from, until } = lastWorkday(new Date(before))
  return [from.toISOString().slice(0, 13), until.toISOString().slice(0, 13)]
}

test('is whole, and no day of a weekend', () => {
  expect(daysOf('2026-11-24T02:18:00Z')).toEqual(['2026-11-23T00', '2026-11-24T00'])
  expect(daysOf('2026-11-24T00:00:00Z')).toEqual(['2026-11-23T00', '2026-11-24T00'])
  // A load that ended an hour before Monday did.
  expect(daysOf('2026-11-23T23:00:00Z')).toEqual(['2026-11-20T00', '2026-11-21T00'])
  expect(daysOf('2026-11-22T05:00:00Z')).toEqual(['2026-11-20T00', '2026-11-21T00'])
})
