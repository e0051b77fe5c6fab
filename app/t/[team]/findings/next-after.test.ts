import { expect, test } from 'vitest'
import { nextAfter } from './next-after'

const rows = ['a', 'b', 'c'].map((id) => ({ id }))

test('the next row below takes the place, else the one above', () => {
  expect(nextAfter(rows, ['b'], 'b')).toBe('c')
  expect(nextAfter(rows, ['c'], 'c')).toBe('b')
  expect(nextAfter(rows, ['b', 'c'], 'b')).toBe('a')
  expect(nextAfter(rows, ['a', 'b', 'c'], 'b')).toBeNull()
  expect(nextAfter(rows, ['x'], 'not listed')).toBe('a')
})
