import { expect, test } from 'vitest'
import { decodeSource } from './decode-source'

test('follows the encoding that a module declares', () => {
  const latin = Buffer.from('# coding: latin-1\nx = "\xe9"', 'latin1')
  expect(decodeSource(new Uint8Array(latin))).toBe('# coding: latin-1\nx = "é"')
  expect(decodeSource(Buffer.from('\ufeffx = "é"'))).toBe('x = "é"')
  expect(decodeSource(Buffer.from('x = "\xe9"', 'latin1'))).toBe('x = "é"')
})
