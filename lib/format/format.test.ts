import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBytes } from './format-bytes'
import { formatCount, formatPlural } from './format-count'
import { formatDuration } from './format-duration'
import { formatList } from './format-list'
import { formatMoney, formatUsdAmount } from './format-money'
import { formatPercent, formatShare } from './format-percent'
import { formatClock, formatDay, formatExactTime, formatRelativeTime } from './format-time'

test.each([
  [50_000_000, '0.05'],
  [12_000_000_000, '12'],
  [1, '0.000000001'],
  [100_000_000_000_000, '100000'],
])('formatUsdAmount: %d nano-USD is typed %s', (nanoUsd, text) => expect(formatUsdAmount(nanoUsd)).toBe(text))

test('formatList joins words as one says them', () => {
  expect(formatList([])).toBe('')
  expect(formatList(['owners'])).toBe('owners')
  expect(formatList(['owners', 'admins', 'members'])).toBe('owners, admins and members')
  expect(formatList(['Ada', 'Bo'], 'or')).toBe('Ada or Bo')
})

describe('formatMoney', () => {
  test.each([
    [0, '$0'],
    [1, '<$0.0001'],
    [49_999, '<$0.0001'],
    [50_000, '$0.0001'],
    [20_400_000, '$0.0204'],
    [999_940_000, '$0.9999'],
    [999_950_000, '$1.00'],
    [1_000_000_000, '$1.00'],
    [1_204_500_000_000, '$1,204.50'],
    [-20_400_000, '−$0.0204'],
  ])('%d nano-USD is %s', (nanoUsd, text) => expect(formatMoney(nanoUsd)).toBe(text))

  test('is never off by more than half of its last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50_000, max: 10 ** 14 }), (nanoUsd) => {
        const shown = Number(formatMoney(nanoUsd).replace(/[$,]/g, ''))
        const half = nanoUsd < 999_950_000 ? 0.00005 : 0.005
        expect(Math.abs(shown - nanoUsd / 1e9)).toBeLessThanOrEqual(half + 1e-9)
      }),
    )
  })
})

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [999.6, '1.0 s'],
  [1_240, '1.2 s'],
  [9_960, '10 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [3_780_000, '1 h 3 min'],
  [100 * 3_600_000, '4 d 4 h'],
])('a duration of %d ms is %s', (durationMs, text) => expect(formatDuration(durationMs)).toBe(text))

test.each([
  [0, '0 %'],
  [0.0001, '<0.1 %'],
  [0.9718, '97.2 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
  [1.5, '150.0 %'],
])('a share of %d is %s', (share, text) => expect(formatPercent(share)).toBe(text))

test('a share carries its n, and of nothing there is no share', () => {
  expect(formatShare(208, 214)).toEqual({ text: '97.2 %', n: 214 })
  expect(formatShare(0, 0)).toEqual({ text: 'no data', n: 0 })
})

test('counts', () => {
  expect(formatCount(12_345)).toBe('12,345')
  expect(formatPlural(1, 'run')).toBe('1 run')
  expect(formatPlural(0, 'run')).toBe('0 runs')
  expect(formatPlural(2, 'entry', 'entries')).toBe('2 entries')
})

test.each([
  [0, '0 bytes'],
  [1_023, '1023 bytes'],
  [1_536, '1.5 KiB'],
  [64 * 1024 ** 2, '64 MiB'],
  [150 * 1024 ** 3, '150 GiB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

describe('times', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  test.each([
    ['2026-11-23T11:59:55Z', 'just now'],
    ['2026-11-23T11:59:15Z', '45 s ago'],
    ['2026-11-23T11:57:00Z', '3 min ago'],
    ['2026-11-23T10:00:00Z', '2 h ago'],
    ['2026-11-18T12:00:00Z', '5 d ago'],
    ['2026-06-01T12:00:00Z', '2026-06-01'],
    ['2026-11-23T12:03:00Z', 'in 3 min'],
  ])('%s is %s', (moment, text) => expect(formatRelativeTime(moment, now)).toBe(text))

  test('exact and by day, in UTC', () => {
    expect(formatExactTime('2026-11-23T03:16:05.123Z')).toBe('2026-11-23 03:16:05 UTC')
    expect(formatDay('2026-11-23T23:59:59Z')).toBe('23 Nov')
  })
})

test('formatClock is the time of day at the place of the reader', () => {
  const nineFive = new Date(2026, 10, 23, 9, 5, 59)
  expect(formatClock(nineFive.getTime())).toBe('09:05')
})
