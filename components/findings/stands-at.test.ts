import { expect, test } from 'vitest'
import { standsAt } from './stands-at'

const at = (startLine: number, startColumn: number, quote: string) => ({
  quote,
  range: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 },
})

test('a quote stands where it is, and not where the code has moved on', () => {
  const source = 'import os\ndef add(item, items=[]):\n    return items\n'
  expect(standsAt(source, at(2, 20, '[]'))).toBe(true)
  expect(standsAt(source, at(2, 0, 'def add(item, items=[]):\n    return items'))).toBe(true)
  expect(standsAt(source, at(3, 20, '[]'))).toBe(false)
  expect(standsAt(source, at(9, 0, 'x'))).toBe(false)
})

test('columns are characters, also behind one that takes two places', () => {
  expect(standsAt('s = "😀"; f([])', at(1, 11, '[]'))).toBe(true)
})
