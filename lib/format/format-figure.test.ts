import { expect, test } from 'vitest'
import { formatFigure, formatTick, formatTicks } from './format-figure'

test.each([
  ['money', 20_400_000, '$0.0204'],
  ['count', 1240, '1,240'],
  ['share', 0.9718, '97.2 %'],
  ['milliseconds', 1240, '1.2 s'],
  ['rating', 4.26, '4.3'],
] as const)('a figure of %s: %d is %s', (unit, value, text) => expect(formatFigure(unit, value)).toBe(text))

test.each([
  ['money', 0, '$0'],
  ['money', 50_000_000, '$0.05'],
  ['money', 12_500_000_000_000, '$12.5k'],
  ['money', -20_000_000_000, '−$20'],
  ['count', 4000, '4000'],
  ['count', 2_500_000, '2.5M'],
  ['share', 0.1 + 0.2, '30 %'],
  ['milliseconds', 0, '0'],
  ['milliseconds', 500, '500 ms'],
  ['milliseconds', 1500, '1.5 s'],
  ['milliseconds', 120_000, '2 min'],
  ['milliseconds', 7_200_000, '2 h'],
  ['milliseconds', 172_800_000, '2 d'],
  ['rating', 4.5, '4.5'],
] as const)('a tick of %s: %d is %s', (unit, value, text) => expect(formatTick(unit, value)).toBe(text))

test.each([
  [
    [0, 50_000_000, 100_000_000, 150_000_000],
    ['$0', '$0.05', '$0.10', '$0.15'],
  ],
  [
    [-500_000_000, 0, 500_000_000, 1_000_000_000],
    ['−$0.50', '$0', '$0.50', '$1.00'],
  ],
  [
    [0, 2500, 5000],
    ['$0', '$0.0000025', '$0.0000050'],
  ],
  [
    [0, 20e9, 40e9],
    ['$0', '$20', '$40'],
  ],
  [
    [0, 5e12, 10e12, 15e12],
    ['$0', '$5000', '$10k', '$15k'],
  ],
] as const)('ticks of money, %j, are %j', (ticks, texts) =>
  expect(formatTicks('money', ticks)).toEqual(texts),
)
