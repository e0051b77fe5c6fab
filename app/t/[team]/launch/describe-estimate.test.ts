import { expect, it } from 'vitest'
import type { LaunchEstimate } from '@/lib/domain/launch'
import { describeBasis, describeCost, describeTime } from './describe-estimate'

const estimate: LaunchEstimate = {
  modules: 10,
  lowNanoUsd: 50_000_000,
  likelyNanoUsd: 120_000_000,
  highNanoUsd: 310_000_000,
  basedOnRuns: 34,
  likelySeconds: 120,
  verifiedBefore: 3,
  notices: [],
}
const free = { ...estimate, lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
const unknown = { ...estimate, lowNanoUsd: null, likelyNanoUsd: null, highNanoUsd: null }

it('says the likely cost with its range', () => {
  expect(describeCost(estimate)).toBe('likely $0.1200 ($0.0500 to $0.3100)')
  expect(describeCost(free)).toBe('$0')
  expect(describeCost(unknown)).toContain('not known')
})

it('says what it rests on, with n', () => {
  expect(describeBasis(estimate)).toBe('from 34 earlier runs')
  expect(describeBasis({ ...estimate, basedOnRuns: 0 })).toContain('too few earlier runs')
  expect(describeBasis(free)).toBe('')
})

it('says how long only when runs have ended before', () => {
  expect(describeTime(estimate)).toBe('about 2 min')
  expect(describeTime({ ...estimate, likelySeconds: null })).toBeNull()
})
