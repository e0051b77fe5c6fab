import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeEstimate, ENOUGH_RUNS, type EstimateBasis, runsBehind } from './compute-estimate'
import { PASSES } from './passes'

const perToken = (inputTokens: number, outputTokens: number) => inputTokens + 5 * outputTokens
const basis = (more: Partial<EstimateBasis> = {}): EstimateBasis => ({
  sourceCharacters: [3500, 7000],
  passes: PASSES['test-generation'].map((pass) => ({ ...pass, promptCharacters: 350, costOfCall: perToken })),
  history: [],
  firstCallFactor: 1,
  ...more,
})
const stage = { stage: 'generate', runs: 2 * ENOUGH_RUNS, p25NanoUsd: 1, medianNanoUsd: 5, p90NanoUsd: 10 }
// 1,000 + 100 in, 1,000 out; 2,000 + 100 in, 2,000 out
const onePass = 1100 + 5 * 1000 + 2100 + 5 * 2000

describe('an estimate', () => {
  test('counts tokens while there are few runs: source and prompt in, about the source out', () => {
    const counted = { lowNanoUsd: onePass * 0.6, likelyNanoUsd: onePass * 1.3, highNanoUsd: onePass * 3 }
    expect(computeEstimate(basis())).toEqual(counted)
    const few = [{ ...stage, runs: ENOUGH_RUNS - 1 }]
    expect(computeEstimate(basis({ history: few }))).toEqual(counted)
    expect(runsBehind(few)).toBe(0)
  })

  test('rests on earlier runs once there are enough; a stage that half of them needed counts half', () => {
    const history = [stage, { ...stage, stage: 'rare', runs: ENOUGH_RUNS }]
    expect(computeEstimate(basis({ history }))).toEqual({
      lowNanoUsd: 2 + 1,
      likelyNanoUsd: 10 + 5,
      highNanoUsd: 20 + 10,
    })
    expect(runsBehind(history)).toBe(2 * ENOUGH_RUNS)
  })

  test('counts a review by its calls: the code is read in pieces, and some functions get calls of their own', () => {
    const alike = { promptCharacters: 3500, costOfCall: () => 1000 }
    const passes = PASSES['code-review'].map((pass) => ({ ...pass, ...alike }))
    const ofReview = (characters: number) =>
      computeEstimate(basis({ sourceCharacters: [characters], passes }))
    // Five readings, and a quarter, an eighth and a fiftieth of 34 functions.
    expect(ofReview(40_000).likelyNanoUsd).toBe(Math.round(1000 * (5 * 1.1 + 34 * (0.25 + 0.12 + 0.02))))
    expect(ofReview(1000).lowNanoUsd).toBe(1070)
    const ofTests = PASSES['test-generation'].map((pass) => ({ ...pass, ...alike }))
    const asTests = computeEstimate(basis({ sourceCharacters: [40_000], passes: ofTests }))
    expect(ofReview(40_000).likelyNanoUsd).toBeGreaterThan(10 * asTests.likelyNanoUsd)
  })

  test('as a batch halves first calls, not repairs', () => {
    expect(computeEstimate(basis({ firstCallFactor: 0.5 }))).toEqual({
      lowNanoUsd: Math.round(onePass * 0.3),
      likelyNanoUsd: Math.round(onePass * 0.8),
      highNanoUsd: Math.round(onePass * 2.5),
    })
  })

  test('of nothing to ask is zero', () => {
    expect(computeEstimate(basis({ sourceCharacters: [] })).highNanoUsd).toBe(0)
  })

  test('is always in order and grows with what is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200_000), { minLength: 1, maxLength: 50 }), (sourceCharacters) => {
        const all = computeEstimate(basis({ sourceCharacters }))
        const fewer = computeEstimate(basis({ sourceCharacters: sourceCharacters.slice(1) }))
        expect(all.lowNanoUsd).toBeLessThan(all.likelyNanoUsd)
        expect(all.likelyNanoUsd).toBeLessThan(all.highNanoUsd)
        expect(fewer.likelyNanoUsd).toBeLessThan(all.likelyNanoUsd)
      }),
    )
  })
})
