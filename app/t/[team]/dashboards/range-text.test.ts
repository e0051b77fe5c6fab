import { expect, it } from 'vitest'
import { rangeText } from './range-text'

const NOW = new Date('2026-11-23T12:00:00Z')

it.each([
  ['2026-11-19T23:00:00Z', '2026-11-22T23:00:00Z', '20 Nov – 22 Nov'],
  ['2026-11-21T23:00:00Z', '2026-11-22T23:00:00Z', '22 Nov'],
  ['2026-11-22T08:00:00Z', '2026-11-22T11:00:00Z', '22 Nov, 09:00 – 22 Nov, 12:00'],
])('in Berlin %s to %s is %s', (from, until, text) => {
  expect(rangeText({ from, until }, 'Europe/Berlin', NOW)).toBe(text)
})

it('has years where it is not all in this one', () => {
  const text = (from: string) => rangeText({ from, until: '2026-11-23T00:00:00Z' }, 'UTC', NOW)
  expect(text('2023-12-01T00:00:00Z')).toBe('1 Dec 2023 – 22 Nov 2026')
  expect(text('2026-01-01T00:00:00Z')).toBe('1 Jan – 22 Nov')
})
