import { expect, it } from 'vitest'
import { formatCalls } from './format-calls'

it('says how many failed only when some did', () => {
  expect(formatCalls(1, 0)).toBe('1 model call')
  expect(formatCalls(1023, 15)).toBe('1,023 model calls, 15 unanswered')
})
