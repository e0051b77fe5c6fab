import { describe, expect, it } from 'vitest'
import { noUsage } from '@/lib/domain/attempt'
import { type CallAhead, expectedTokens, learnTokens } from './expected-tokens'

let models = 0
function callOfNewModel(given: Partial<CallAhead> = {}): CallAhead {
  models += 1
  const key = { providerId: 'p', model: `m${models}` }
  return { key, stage: 'generate', promptBytes: 4000, mostInputTokens: () => 2500, maxTokens: 8000, ...given }
}

describe('expectedTokens', () => {
  it('is the most that is possible until ten calls have ended', () => {
    const call = callOfNewModel()
    for (let ended = 0; ended < 9; ended += 1)
      learnTokens(call, { ...noUsage, inputTokens: 1, outputTokens: 1 })
    expect(expectedTokens(call)).toEqual({ input: 2500, output: 8000 })
    learnTokens(call, { ...noUsage, inputTokens: 1000, outputTokens: 1 })
    expect(expectedTokens(call)).toEqual({ input: 1000, output: 1 })
  })

  it('is then a high quantile: of hundred calls, what 95 kept within', () => {
    const call = callOfNewModel()
    for (let n = 1; n <= 100; n += 1) {
      learnTokens(call, { ...noUsage, inputTokens: 500 + n, cacheReadTokens: 400, outputTokens: 10 * n })
    }
    expect(expectedTokens(call)).toEqual({ input: 995, output: 950 })
    expect(expectedTokens({ ...call, promptBytes: 8000 }).input).toBe(1990)
  })

  it('learns of each stage by itself, and never holds more than is allowed', () => {
    const call = callOfNewModel()
    for (let n = 0; n < 10; n += 1) learnTokens(call, { ...noUsage, inputTokens: 1000, outputTokens: 3000 })
    expect(expectedTokens({ ...call, stage: 'triage' }).output).toBe(8000)
    expect(expectedTokens({ ...call, maxTokens: 2000 }).output).toBe(2000)
    expect(expectedTokens({ ...call, maxTokens: 3500 }).output, 'allowed is hardly more').toBe(3500)
  })
})
