import { expect, it } from 'vitest'
import type { LaunchEstimate } from '@/lib/domain/launch'
import { describeBasis, describeCache, describeCost, describeTime } from './describe-estimate'

const estimate: LaunchEstimate = {
  modules: 10,
  lowNanoUsd: 50_000_000,
  likelyNanoUsd: 120_000_000,
  highNanoUsd: 310_000_000,
  basedOnRuns: 34,
  likelySeconds: 120,
  tokensCounted: false,
  fromCache: 3,
  maybeFromCache: 0,
  unpriced: [],
  notices: [],
}
const free = { ...estimate, lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
const unknown = { ...estimate, lowNanoUsd: null, likelyNanoUsd: null, highNanoUsd: null }

it('says the likely cost with its range', () => {
  expect(describeCost(estimate)).toBe('likely $0.1200 ($0.0500 to $0.3100)')
  expect(describeCost(free)).toBe('$0')
  expect(describeCost({ ...free, highNanoUsd: 310_000_000 })).toBe('likely $0, up to $0.3100')
  expect(describeCost(unknown)).toContain('not known')
})

it('says what it rests on, with n', () => {
  expect(describeBasis(estimate)).toBe('from 34 earlier runs')
  expect(describeBasis({ ...estimate, basedOnRuns: 0 })).toContain('too few earlier runs')
  expect(describeBasis({ ...estimate, tokensCounted: true })).toBe(
    'from 34 earlier runs; where too few asked this model, from token counts and prices',
  )
  expect(describeBasis(free)).toBe('')
})

it('says what the cache has, and what only may be there', () => {
  expect(describeCache(estimate)).toBe('3 from the cache, run again')
  expect(describeCache({ ...estimate, maybeFromCache: 2 })).toBe('3 from the cache, run again · 2 may be')
  expect(describeCache({ ...estimate, fromCache: 0, maybeFromCache: 2 })).toBe('2 may come from the cache')
  expect(describeCache({ ...estimate, fromCache: 0 })).toBeNull()
})

it('says how long only when runs have ended before', () => {
  expect(describeTime(estimate)).toBe('about 2 min')
  expect(describeTime({ ...estimate, likelySeconds: null })).toBeNull()
})
