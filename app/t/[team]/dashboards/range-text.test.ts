import { expect, it } from 'vitest'
import { rangeText } from './range-text'

it.each([
  ['2026-11-19T23:00:00Z', '2026-11-22T23:00:00Z', '20 Nov – 22 Nov'],
  ['2026-11-21T23:00:00Z', '2026-11-22T23:00:00Z', '22 Nov'],
  ['2026-11-22T08:00:00Z', '2026-11-22T11:00:00Z', '22 Nov, 09:00 – 22 Nov, 12:00'],
])('in Berlin %s to %s is %s', (from, until, text) => {
  expect(rangeText({ from, until }, 'Europe/Berlin')).toBe(text)
})
