import { expect, it } from 'vitest'
import { describeBinding } from './describe-binding'

const CENT = 10_000_000
const estimate = {
  ...{ modules: 10, lowNanoUsd: 40 * CENT, likelyNanoUsd: 70 * CENT, highNanoUsd: 150 * CENT },
  worstCallNanoUsd: 20 * CENT,
}

it.each([
  [150, null],
  [
    149,
    '$1.49 left of the project budget for this month: probably enough, but not if many modules need repairs.',
  ],
  [
    42,
    '$0.4200 left of the project budget for this month: about 6 of 10 modules; the others take the template.',
  ],
  [
    19,
    '$0.1900 left of the project budget for this month: one call could cost $0.2000, so runs take the template.',
  ],
  [
    -5,
    '$0 left of the project budget for this month: one call could cost $0.2000, so runs take the template.',
  ],
])('%i cents left', (cents, text) => {
  const budget = { name: 'project budget for this month', leftNanoUsd: cents * CENT }
  expect(describeBinding(budget, estimate)).toBe(text)
})

it('binds nothing when there is nothing to ask or pay', () => {
  const budget = { name: 'team budget', leftNanoUsd: 0 }
  expect(describeBinding(budget, { ...estimate, modules: 0 })).toBeNull()
  expect(describeBinding(budget, { ...estimate, lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 })).toBeNull()
})
