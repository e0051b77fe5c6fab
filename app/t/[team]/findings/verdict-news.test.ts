import { expect, test } from 'vitest'
import { verdictNews } from './verdict-news'

test('a verdict tells what it changed elsewhere', () => {
  expect(verdictNews({ nowHidden: 0, nowShown: 0 })).toBeUndefined()
  expect(verdictNews({ nowHidden: 1, nowShown: 0 })).toBe('1 other of its kind is suppressed from now on.')
  expect(verdictNews({ nowHidden: 3, nowShown: 2 })).toBe(
    '3 others of its kind are suppressed from now on; 2 others are shown again.',
  )
})
