import { expect, test } from 'vitest'
import { freeName } from './free-name'

test('gives a number to a name that is taken, and never more letters than fit', () => {
  expect(freeName('shop', new Set(), 60)).toBe('shop')
  expect(freeName('shop', new Set(['shop', 'shop (2)']), 60)).toBe('shop (3)')
  expect(freeName('a long name', new Set(['a long']), 6)).toBe('a (2)')
})
