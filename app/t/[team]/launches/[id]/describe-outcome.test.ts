import { expect, it } from 'vitest'
import { describeOutcome } from './describe-outcome'

const CENT = 10_000_000
const estimate = {
  estimateLowNanoUsd: 100 * CENT,
  estimateLikelyNanoUsd: 200 * CENT,
  estimateHighNanoUsd: 300 * CENT,
}
const range = 'estimated $2.00 ($1.00 to $3.00)'

it.each([
  [50, false, range],
  [50, true, `${range}: below it`],
  [100, true, `${range}: within it`],
  [300, true, `${range}: within it`],
  [301, true, `${range}: above it`],
  [301, false, `${range}: above it`],
])('%i cents, ended: %s', (cents, ended, text) => {
  expect(describeOutcome(estimate, { costNanoUsd: cents * CENT, ended })).toBe(text)
})

it('says nothing where nothing was estimated', () => {
  const none = { estimateLowNanoUsd: null, estimateLikelyNanoUsd: null, estimateHighNanoUsd: null }
  expect(describeOutcome(none, { costNanoUsd: 1, ended: true })).toBeNull()
})

it('keeps an estimate of nothing, and says when it did not hold', () => {
  const free = { estimateLowNanoUsd: 0, estimateLikelyNanoUsd: 0, estimateHighNanoUsd: 0 }
  expect(describeOutcome(free, { costNanoUsd: 0, ended: true })).toBeNull()
  expect(describeOutcome(free, { costNanoUsd: CENT, ended: true })).toBe('estimated $0: above it')
  const perhaps = { ...free, estimateHighNanoUsd: 300 * CENT }
  expect(describeOutcome(perhaps, { costNanoUsd: CENT, ended: true })).toBe(
    'estimated $0 ($0 to $3.00): within it',
  )
})
