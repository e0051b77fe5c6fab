import { expect, it } from 'vitest'
import { formatTarget } from './format-target'

it('says a target as one would', () => {
  expect(formatTarget('share', 0.95)).toBe('95 %')
  expect(formatTarget('share', 0.005)).toBe('0.5 %')
  expect(formatTarget('rating', 4.5)).toBe('4.5')
  expect(formatTarget('milliseconds', 30_000)).toBe('30 s')
  expect(formatTarget('money', 100_000_000)).toBe('$0.10')
  expect(formatTarget('money', 2_500_000)).toBe('$0.0025')
  expect(formatTarget('money', 3_000_000_000)).toBe('$3.00')
})
