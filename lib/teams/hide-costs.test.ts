import { expect, test } from 'vitest'
import { hideCosts } from './hide-costs'

const sent = {
  costNanoUsd: 5,
  costTodayNanoUsd: { value: 7, n: 3 },
  options: { budgetNanoUsd: null },
  attempts: [{ firstCostNanoUsd: 2, tokens: 12, errorText: 'team budget: $0.50 left of $1,000.00' }],
  artifacts: [{ content: 'price = "$1,204.50"' }],
  whateverComes: ['a <$0.01 call', { toldSo: 'worth $3, saved −$2.50' }],
  at: new Date(0),
}

test('who may see costs is sent what there is', () => {
  expect(hideCosts({ seesCosts: true }, sent)).toBe(sent)
})

test('who may not is sent no amount, neither as a figure nor in a text of ours', () => {
  expect(hideCosts({ seesCosts: false }, sent)).toEqual({
    costNanoUsd: null,
    costTodayNanoUsd: { value: null, n: 3 },
    options: { budgetNanoUsd: null },
    attempts: [{ firstCostNanoUsd: null, tokens: 12, errorText: 'team budget: $… left of $…' }],
    artifacts: [{ content: 'price = "$1,204.50"' }],
    whateverComes: ['a $… call', { toldSo: 'worth $…, saved $…' }],
    at: new Date(0),
  })
})
