import { expect, test } from 'vitest'
import { forecastReached, forecastSpend } from './forecast-spend'

const DAY_10 = new Date('2026-04-11T00:00:00Z') // ten of thirty days have passed

test('spend goes on as it did, to the end of its period', () => {
  expect(forecastSpend('month', 100, DAY_10)).toBe(300)
  expect(forecastSpend('day', 50, new Date('2026-04-11T12:00:00Z'))).toBe(100)
  expect(forecastSpend('month', 100, new Date('2026-04-01T12:00:00Z')), 'too early').toBeNull()
  expect(forecastSpend('once', 100, DAY_10)).toBeNull()
  expect(forecastSpend('month', 0, DAY_10)).toBeNull()
})

test('a limit is reached on the day that the same line crosses it, or not in this period', () => {
  const on = (spentNanoUsd: number, limitNanoUsd: number) =>
    forecastReached('month', { spentNanoUsd, limitNanoUsd }, DAY_10)?.toISOString() ?? null
  expect(on(100, 150)).toBe('2026-04-16T00:00:00.000Z')
  expect(on(100, 300)).toBe('2026-05-01T00:00:00.000Z')
  expect(on(100, 301)).toBeNull()
  expect(on(150, 150), 'it is reached already').toBeNull()
  expect(forecastReached('once', { spentNanoUsd: 1, limitNanoUsd: 1 }, DAY_10)).toBeNull()
})
