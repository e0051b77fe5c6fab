import { expect, it } from 'vitest'
import { describeBinding } from './describe-binding'

const CENT = 10_000_000
const estimate = {
  ...{ modules: 10, lowNanoUsd: 40 * CENT, likelyNanoUsd: 70 * CENT, highNanoUsd: 150 * CENT },
  startCallNanoUsd: { least: 20 * CENT, most: 20 * CENT },
  laterCallNanoUsd: 20 * CENT,
  laterTier: 'premium',
} as const
const budget = { name: 'project budget for this month', leftNanoUsd: 149 * CENT }

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
    '$0.1900 left of the project budget for this month: the first call could cost $0.2000, so runs take the template.',
  ],
  [
    -5,
    '$0 left of the project budget for this month: the first call could cost $0.2000, so runs take the template.',
  ],
])('%i cents left', (cents, text) => {
  expect(describeBinding({ ...budget, leftNanoUsd: cents * CENT }, estimate)).toBe(text)
})

it('binds nothing when there is nothing to ask or pay', () => {
  const nothing = { lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
  const free = { ...estimate, ...nothing, startCallNanoUsd: { least: 0, most: 0 } }
  expect(describeBinding({ ...budget, leftNanoUsd: 0 }, { ...estimate, modules: 0 })).toBeNull()
  expect(describeBinding({ ...budget, leftNanoUsd: 0 }, free)).toBeNull()
})

it('tells the call that starts a run from a dearer one that may follow', () => {
  const later = { ...estimate, laterCallNanoUsd: 200 * CENT }
  const text =
    '$1.49 left of the project budget for this month: enough to begin, but a later call on premium could cost $2.00 and is then not made: what passed before is kept, else the template stands in.'
  expect(describeBinding(budget, later)).toBe(text)
  expect(describeBinding({ ...budget, leftNanoUsd: 160 * CENT }, later)).toContain('a later call on premium')
  expect(describeBinding({ ...budget, leftNanoUsd: 200 * CENT }, later)).toBeNull()
})

it('tells the largest module from the smallest', () => {
  const mixed = { ...estimate, startCallNanoUsd: { least: 20 * CENT, most: 150 * CENT } }
  expect(describeBinding(budget, mixed)).toBe(
    '$1.49 left of the project budget for this month: the first call for the largest module could cost $1.50; those it is not enough for take the template.',
  )
})
