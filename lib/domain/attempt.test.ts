import { expect, it } from 'vitest'
import { countCalls } from './attempt'
import type { AttemptOutcome, RunSource } from './words'

const attempt = (outcome: AttemptOutcome, given: { source?: RunSource; made?: boolean } = {}) => {
  const { source = 'model', made = true } = given
  return { source, outcome, requestId: made ? 'req-1' : null, latencyMs: made ? 40 : 0 }
}

it('counts calls that were made, and those of them that brought no answer', () => {
  const attempts = [
    attempt('rate-limited'),
    attempt('overloaded'),
    attempt('invalid-output'),
    attempt('ok'),
    attempt('budget', { made: false }),
    attempt('invalid-key', { made: false }),
    attempt('cancelled'),
    attempt('ok', { source: 'template' }),
  ]
  expect(countCalls(attempts)).toEqual({ made: 5, failed: 2 })
})
