import { expect, it } from 'vitest'
import { brierScore, calibrationError, reliabilityBins } from './reliability'

const forecasts = [
  { said: 0.95, isRight: true },
  { said: 0.95, isRight: true },
  { said: 0.95, isRight: false },
  { said: 0.15, isRight: false },
  { said: 1, isRight: true },
]

it('puts forecasts into bins with their n', () => {
  const bins = reliabilityBins(forecasts)
  expect(bins).toHaveLength(10)
  expect(bins[1]).toEqual({ from: 0.1, to: 0.2, n: 1, said: 0.15, right: 0 })
  expect(bins[9]?.n).toBe(4)
  expect(bins[9]?.said).toBeCloseTo(0.9625)
  expect(bins[9]?.right).toBe(0.75)
  expect(bins[5]).toEqual({ from: 0.5, to: 0.6, n: 0, said: null, right: null })
})

it('scores them', () => {
  expect(brierScore(forecasts)).toBeCloseTo((3 * 0 + 2 * 0.0025 + 0.9025 + 0.0225) / 5)
  expect(calibrationError(forecasts)).toBeCloseTo((4 * Math.abs(0.9625 - 0.75) + 0.15) / 5)
})

it('says nothing of nothing', () => {
  expect(brierScore([])).toBeNull()
  expect(calibrationError([])).toBeNull()
})
