import { describe, expect, it } from 'vitest'
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
