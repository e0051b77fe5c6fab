import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChartUnit } from '@/lib/domain/chart'
import { valueAxis } from './value-axis'

test.each([
  ['money', [41_200_000_000], [0, 20e9, 40e9, 60e9]],
  ['count', [3], [0, 1, 2, 3]],
  ['count', [0], [0, 1]],
  ['share', [0.028], [0, 0.01, 0.02, 0.03]],
  ['share', [0.972], [0, 0.25, 0.5, 0.75, 1]],
  // A budget may be used several times over.
  ['share', [1, 9.64], [0, 2.5, 5, 7.5, 10]],
  ['share', [1.04], [0, 0.5, 1, 1.5]],
  ['milliseconds', [130_000], [0, 60_000, 120_000, 180_000]],
  ['rating', [4.3], [1, 2, 3, 4, 5]],
  ['money', [-3e9, 6e9], [-5e9, -2.5e9, 0, 2.5e9, 5e9, 7.5e9]],
  ['money', [-21_000, 390_000_000], [0, 100_000_000, 200_000_000, 300_000_000, 400_000_000]],
] as const)('%s of %j has the ticks %j', (unit, values, ticks) => {
  expect(valueAxis(unit, values).ticks).toEqual(ticks)
})

test('every value lies on the axis, zero is on it, and it has few ticks in order', () => {
  const value = fc.oneof(fc.integer({ min: -1e13, max: 1e13 }), fc.integer({ min: 0, max: 100 }))
  fc.assert(
    fc.property(fc.constantFrom(...ChartUnit.options), fc.array(value, { maxLength: 6 }), (unit, raw) => {
      const values = raw.map((each) =>
        unit === 'share' ? Math.abs(each) / 1e12 : unit === 'rating' ? 3 : each,
      )
      const { bottom, top, ticks } = valueAxis(unit, values)
      expect(Math.min(...values, top)).toBeGreaterThanOrEqual(bottom)
      expect(Math.max(...values, bottom)).toBeLessThanOrEqual(top)
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThan(9)
      expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b))
      if (unit !== 'rating') expect(ticks).toContain(0)
    }),
    {
      numRuns: 300,
      examples: [
        ['money', [1, -2_000_000_000_002]],
        ['money', [-1_000_000_000_001]],
      ],
    },
  )
})
