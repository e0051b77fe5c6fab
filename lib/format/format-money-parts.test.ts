import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoneyParts } from './format-money-parts'

test('small parts of a small sum are told apart', () => {
  expect(formatMoneyParts([0, 60_000, 40_000])).toEqual({
    whole: '$0.00010',
    parts: ['$0', '$0.00006', '$0.00004'],
  })
  expect(formatMoneyParts([20_400_000])).toEqual({ whole: '$0.0204', parts: ['$0.0204'] })
  expect(formatMoneyParts([1_250_000_000, 50_000_000])).toEqual({ whole: '$1.30', parts: ['$1.25', '$0.05'] })
  expect(formatMoneyParts([])).toEqual({ whole: '$0', parts: [] })
})

test('the parts add up to the sum as they are shown', () => {
  const amount = (text: string) => Math.round(Number(text.replace(/[$,]/g, '')) * 1e9)
  fc.assert(
    fc.property(fc.array(fc.nat(5_000_000_000), { maxLength: 5 }), (parts) => {
      const shown = formatMoneyParts(parts)
      expect(shown.parts.reduce((sum, part) => sum + amount(part), 0)).toBe(amount(shown.whole))
    }),
  )
})
