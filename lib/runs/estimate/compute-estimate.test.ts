import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeEstimate, ENOUGH_RUNS, type EstimateBasis } from './compute-estimate'

const basis = (more: Partial<EstimateBasis> = {}): EstimateBasis => ({
  sourceCharacters: [3500, 7000],
  promptCharacters: 350,
  history: { runs: 0, p25NanoUsd: 1, medianNanoUsd: 5, p90NanoUsd: 10, medianDurationMs: null },
  costOfCall: (inputTokens, outputTokens) => inputTokens + 5 * outputTokens,
  ...more,
})
const history = { ...basis().history, runs: ENOUGH_RUNS }

describe('an estimate', () => {
  test('counts tokens while there are few runs: source and prompt in, about the source out', () => {
    // 1,000 + 100 in, 1,000 out; 2,000 + 100 in, 2,000 out
    const onePass = 1100 + 5 * 1000 + 2100 + 5 * 2000
    expect(computeEstimate(basis())).toEqual({
      lowNanoUsd: onePass * 0.6,
      likelyNanoUsd: onePass * 1.3,
      highNanoUsd: onePass * 3,
    })
  })

  test('rests on earlier runs once there are enough', () => {
    expect(computeEstimate(basis({ history }))).toEqual({
      lowNanoUsd: 2,
      likelyNanoUsd: 10,
      highNanoUsd: 20,
    })
  })

  test('of nothing to ask is zero, and without a price there is none', () => {
    expect(computeEstimate(basis({ sourceCharacters: [] })).highNanoUsd).toBe(0)
    expect(computeEstimate(basis({ costOfCall: null })).likelyNanoUsd).toBeNull()
  })

  test('is always in order and grows with what is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200_000), { minLength: 1, maxLength: 50 }), (sourceCharacters) => {
        const all = computeEstimate(basis({ sourceCharacters }))
        const fewer = computeEstimate(basis({ sourceCharacters: sourceCharacters.slice(1) }))
        const { lowNanoUsd, likelyNanoUsd, highNanoUsd } = all
        expect(lowNanoUsd).toBeLessThan(likelyNanoUsd ?? 0)
        expect(likelyNanoUsd).toBeLessThan(highNanoUsd ?? 0)
        expect(fewer.likelyNanoUsd).toBeLessThan(likelyNanoUsd ?? 0)
      }),
    )
  })
})
