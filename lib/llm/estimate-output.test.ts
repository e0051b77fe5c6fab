import { expect, it } from 'vitest'
import { noUsage } from '@/lib/domain/attempt'
import type { CallResult } from './call-anthropic'
import { estimateOutput, withoutEstimate } from './estimate-output'

const cut: CallResult = {
  ...{ outcome: 'cut-stream', text: 'x', usage: { ...noUsage, outputTokens: 1 }, stopReason: null },
  ...{ requestId: 'r', latencyMs: 1, timeToFirstTokenMs: 1, retryAfterMs: null, errorText: 'cut' },
}

it.each([
  [3000, 4000, 1000],
  [3, 4000, 1],
  [12_000, 3000, 3000],
])('%i characters of an answer of at most %i tokens are %i tokens', (characters, maxTokens, tokens) => {
  expect(estimateOutput(cut, characters, maxTokens).usage.outputTokens).toBe(tokens)
})

it('says so after what went wrong, and can be left out again', () => {
  const { errorText } = estimateOutput(cut, 3000, 4000)
  expect(errorText).toBe('cut. Its 1000 output tokens are estimated from the 3000 characters that came in.')
  expect(withoutEstimate(errorText ?? '')).toBe('cut.')
})

it('believes what the API told', () => {
  const told: CallResult = { ...cut, stopReason: 'end_turn' }
  expect(estimateOutput(told, 3000, 4000)).toBe(told)
})
