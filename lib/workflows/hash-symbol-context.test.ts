import { expect, test } from 'vitest'
import { hashSymbolContext } from './hash-symbol-context'

const symbol = (qualifiedName: string, contextHash: string) => ({
  qualifiedName,
  contextHash,
  kind: 'function' as const,
  startLine: 1,
  endLine: 2,
  signature: '',
  branches: 0,
  canonicalHash: '',
})
const outline = (...symbols: [string, string][]) => ({
  symbols: symbols.map(([name, hash]) => symbol(name, hash)),
})

test('is of the named symbols alone, whatever their order in the file', () => {
  const of = hashSymbolContext(outline(['a', '1'], ['b', '2'], ['c', '3']), ['a', 'b'])
  expect(hashSymbolContext(outline(['c', 'other'], ['b', '2'], ['a', '1']), ['b', 'a'])).toBe(of)
  expect(hashSymbolContext(outline(['a', '1'], ['b', 'other'], ['c', '3']), ['a', 'b'])).not.toBe(of)
})

test('holds all definitions of one name, and throws for an unknown one', () => {
  const both = hashSymbolContext(outline(['a', '1'], ['a', '2']), ['a'])
  expect(hashSymbolContext(outline(['a', '2']), ['a'])).not.toBe(both)
  expect(() => hashSymbolContext(outline(['a', '1']), ['a', 'b'])).toThrow('no b')
})
