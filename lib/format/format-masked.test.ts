import { expect, test } from 'vitest'
import { formatMasked } from './format-masked'

test('adds up what the prompts of several runs had to have masked', () => {
  expect(formatMasked([])).toBeNull()
  expect(formatMasked([undefined, {}])).toBeNull()
  expect(formatMasked([{ secret: 1, 'e-mail': 1 }, { 'e-mail': 1 }])).toBe('1 secret and 2 e-mail addresses')
})
