import { expect, it } from 'vitest'
import { measureLearning } from '@/lib/testing/measure-learning'

it('after 50 verdicts says how likely a finding is, shows few false ones and keeps the true ones', () => {
  const { basePrecision, calibrationError, shownPrecision, trueKept } = measureLearning()
  expect(basePrecision).toBeLessThan(0.6)
  expect(calibrationError).toBeLessThanOrEqual(0.05)
  expect(shownPrecision).toBeGreaterThanOrEqual(0.9)
  expect(trueKept).toBeGreaterThanOrEqual(0.95)
})

it('hides nothing and claims nothing before the first verdict', () => {
  const { basePrecision, shownPrecision, trueKept } = measureLearning({ verdicts: 0, seeds: 5 })
  expect(shownPrecision).toBe(basePrecision)
  expect(trueKept).toBe(1)
})
