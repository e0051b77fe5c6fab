import { expect, test } from 'vitest'
import { weeksBefore, windowBack } from './window-back'

const hours = (window: { from: string; until: string }) => [window.from, window.until]

test('a window is its whole hours and the one under way', () => {
  expect(hours(windowBack(3, 'UTC', new Date('2026-11-23T10:20:00Z')))).toEqual([
    '2026-11-23T07:00:00.000Z',
    '2026-11-23T11:00:00.000Z',
  ])
})

test('weeks before mean the same hours on the clocks, also across a change of them', () => {
  // Berlin went from +02:00 to +01:00 on 25 October 2026.
  const window = windowBack(24, 'Europe/Berlin', new Date('2026-10-28T09:30:00Z'))
  expect(hours(window)).toEqual(['2026-10-27T09:00:00.000Z', '2026-10-28T10:00:00.000Z'])
  expect(hours(weeksBefore(window, 1))).toEqual(['2026-10-20T08:00:00.000Z', '2026-10-21T09:00:00.000Z'])
})
