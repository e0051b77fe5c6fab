import { describe, expect, it } from 'vitest'
import { forecastSpend } from './forecast-spend'
import { periodOf } from './period-of'

describe('the period of a budget', () => {
  it.each([
    ['day', '2026-11-30T23:59:59Z', '2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['month', '2026-12-31T12:00:00Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ] as const)('%s at %s is that of UTC', (period, at, start, end) => {
    expect(periodOf(period, new Date(at))).toEqual({ start: new Date(start), end: new Date(end) })
  })

  it('has none when it never begins anew', () => expect(periodOf('once', new Date())).toBeNull())
})

describe('the forecast', () => {
  const noon = new Date('2026-11-16T00:00:00Z')
  it('is linear by what has passed', () => {
    expect(forecastSpend('month', 1_000_000, noon)).toBe(2_000_000)
    expect(forecastSpend('day', 1_000_000, new Date('2026-11-16T06:00:00Z'))).toBe(4_000_000)
  })

  it('is none where nothing can be said', () => {
    expect(forecastSpend('month', 0, noon), 'nothing spent').toBeNull()
    expect(forecastSpend('day', 5, noon), 'too early').toBeNull()
    expect(forecastSpend('once', 5, noon)).toBeNull()
  })
})
