import { expect, test } from 'vitest'
import { selectRange, shareSelected, toggleAll, toggleOne } from './select-findings'

const IDS = ['a', 'b', 'c', 'd']
const many = Array.from({ length: 600 }, (_, n) => String(n))

test('a range goes from the last choice to this one, upwards as well, and keeps what was chosen', () => {
  expect([...selectRange(IDS, new Set(['b']), 'b', 'd')]).toEqual(['b', 'c', 'd'])
  expect([...selectRange(IDS, new Set(['d']), 'c', 'a')].sort()).toEqual(['a', 'b', 'c', 'd'])
  expect([...selectRange(IDS, new Set(), null, 'c')]).toEqual(['c'])
  expect([...selectRange(IDS, new Set(['z']), 'z', 'c')]).toEqual(['z', 'c'])
})

test('all that are listed are chosen, or none; never more than can be judged at once', () => {
  expect([...toggleAll(IDS, new Set(['a']))]).toEqual(IDS)
  expect([...toggleAll(IDS, new Set(IDS))]).toEqual([])
  expect(toggleAll(many, new Set()).size).toBe(500)
  expect(selectRange(many, new Set(), '0', '599').size).toBe(500)
})

test('one is chosen and taken out; the share says how many are', () => {
  expect([...toggleOne(new Set(['a']), 'b')]).toEqual(['a', 'b'])
  expect([...toggleOne(new Set(['a', 'b']), 'a')]).toEqual(['b'])
  expect(shareSelected(IDS, new Set())).toBe('none')
  expect(shareSelected(IDS, new Set(['c']))).toBe('some')
  expect(shareSelected(IDS, new Set([...IDS, 'z']))).toBe('all')
})
