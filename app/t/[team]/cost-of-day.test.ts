import { expect, it } from 'vitest'
import { costOfDay } from './cost-of-day'

const days = (...costs: number[]) =>
  costs.map((usd, index) => ({
    at: `2026-11-${10 + index}T00:00:00.000Z`,
    runs: usd > 0 ? 1 : 0,
    verifiedShare: null,
    costNanoUsd: usd * 1e9,
  }))

it('a day costs what the days since the first run did on average', () => {
  expect(costOfDay(days(2, 0, 4), 'UTC')).toBe('$2.00 a day')
  expect(costOfDay(days(0, 0, 3, 0, 0), 'UTC')).toBe('$1.00 a day since 12 Nov')
})

it('of one day nothing is said of others', () => {
  expect(costOfDay(days(0, 0, 3), 'UTC')).toBeNull()
  expect(costOfDay(days(0, 0), 'UTC')).toBeNull()
})
