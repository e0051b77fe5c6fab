import { expect, it } from 'vitest'
import { formatCalls } from './format-calls'

it('says how many failed only when some did', () => {
  expect(formatCalls(1, 0)).toBe('1 call')
  expect(formatCalls(1023, 15)).toBe('1,023 calls, 15 unanswered')
})
