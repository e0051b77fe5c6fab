import { expect, test } from 'vitest'
import { moveAfter, nextAfter } from './next-after'

const rows = ['a', 'b', 'c'].map((id) => ({ id }))

test('the next row below takes the place, else the one above', () => {
  expect(nextAfter(rows, ['b'], 'b')).toBe('c')
  expect(nextAfter(rows, ['c'], 'c')).toBe('b')
  expect(nextAfter(rows, ['b', 'c'], 'b')).toBe('a')
  expect(nextAfter(rows, ['a', 'b', 'c'], 'b')).toBeNull()
  expect(nextAfter(rows, ['x'], 'not listed')).toBe('a')
})

test('a saved verdict moves on from the judged finding only, not from one that was chosen meanwhile', () => {
  expect(moveAfter(['a'], 'b', { currentId: 'a', openId: 'a' })).toEqual({ to: 'b', opens: true })
  expect(moveAfter(['a'], 'b', { currentId: 'a', openId: null })).toEqual({ to: 'b', opens: false })
  expect(moveAfter(['a'], null, { currentId: 'a', openId: 'a' })).toEqual({ to: null, opens: true })
  expect(moveAfter(['a'], 'b', { currentId: 'c', openId: 'c' })).toBeNull()
  expect(moveAfter(['a'], 'b', { currentId: 'a', openId: 'c' })).toBeNull()
  expect(moveAfter(['a'], 'b', { currentId: null, openId: null })).toBeNull()
})
