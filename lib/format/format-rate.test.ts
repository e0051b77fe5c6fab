import { expect, it } from 'vitest'
import { formatRate } from './format-rate'

it.each([
  [2_000_000_000, '$2.00'],
  [125_000_000, '$0.125'],
  [1000, '$0.000001'],
  [0, '$0.00'],
  [12_345_678_901_000, '$12,345.678901'],
])('%i is %s', (rate, text) => expect(formatRate(rate)).toBe(text))
