import { expect, test } from 'vitest'
import { beginsWords, holdsWords, wordsOf } from './fits-words'

test.each([
  ['ad pro', true],
  ['PROJECT add', true],
  ['', true],
  ['roject', false],
  ['add nothing', false],
])('a command is found by the beginnings of its words: %s', (typed, found) => {
  expect(beginsWords('Add a project', wordsOf(typed))).toBe(found)
})

test('what was found stays while the text grows, as long as it still fits', () => {
  expect(holdsWords('ledger/money.py ledger.money', wordsOf('Ledger mon'))).toBe(true)
  expect(holdsWords('ledger/money.py ledger.money', wordsOf('ledger tax'))).toBe(false)
})
