import { expect, it } from 'vitest'
import { wilsonBounds } from './wilson-bounds'

// Reference: R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3, four digits.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i as published', (passed, n, low, high) => {
  const bounds = wilsonBounds(passed, n)
  expect([bounds.low, bounds.high].map((bound) => Number(bound.toFixed(4)))).toEqual([low, high])
})

it('is the same seen from the other side', () => {
  const [passed, failed] = [wilsonBounds(19, 20), wilsonBounds(1, 20)]
  expect(passed.low).toBeCloseTo(1 - failed.high, 12)
  expect(passed.high).toBeCloseTo(1 - failed.low, 12)
})

it('says nothing of nothing', () => {
  expect(wilsonBounds(0, 0)).toEqual({ low: 0, high: 1 })
})
