import { expect, it } from 'vitest'
import { noUsage } from '@/lib/domain/attempt'
import { costOf } from '@/lib/prices/cost-of'
import type { Price } from '@/lib/prices/price'
import { toCharges } from './to-charges'

const at = new Date('2026-06-01')
const price: Price = {
  ...{ id: 'm@2026', teamId: '', model: 'm', effectiveFrom: new Date('2026-01-01'), minPromptTokens: 0 },
  ...{ inputNanoUsdPerMTok: 1_000_000_001n, outputNanoUsdPerMTok: 5_000_000_000n },
  ...{ cacheReadNanoUsdPerMTok: 100_000_000n, cacheWrite5mNanoUsdPerMTok: 1_250_000_000n },
  ...{
    cacheWrite1hNanoUsdPerMTok: 2_000_000_000n,
    batchFactorPermille: 500,
    source: 'a list',
    sourceDate: at,
  },
}
const call = (more: { isBatch?: boolean; source?: string; inputTokens?: number } = {}) => {
  const usage = { ...noUsage, inputTokens: 333, outputTokens: 77, cacheReadTokens: 13, ...more }
  const { costNanoUsd, ...rest } = costOf([price], usage, 'm', at, more)
  return {
    ...{ id: 'a', stage: 'generate', source: 'model', model: 'm', requestId: 'r', isBatch: false },
    ...{ ...usage, ...rest, costNanoUsd: BigInt(costNanoUsd), firstCostNanoUsd: null, earlierCharges: null },
  }
}

it.each([{}, { isBatch: true }])('says what it takes to work the cost out again, %j', (more) => {
  const [charge] = toCharges([call(more)], [price])
  const { tokens, rates, factorPermille = 0, costNanoUsd } = charge ?? {}
  const sum =
    (tokens?.input ?? 0) * (rates?.inputNanoUsd ?? 0) +
    (tokens?.output ?? 0) * (rates?.outputNanoUsd ?? 0) +
    (tokens?.cacheRead ?? 0) * (rates?.cacheReadNanoUsd ?? 0)
  expect(Math.ceil((sum * factorPermille) / 1e9)).toBe(costNanoUsd)
  expect(charge).toMatchObject({ priceRow: 'm@2026', requestId: 'r' })
})

it('leaves out what used no tokens, and has no rates for what was free', () => {
  const unused = { ...call(), inputTokens: 0, outputTokens: 0, cacheReadTokens: 0 }
  expect(toCharges([unused, { ...call(), source: 'cache' }], [price])).toEqual([])
  expect(toCharges([{ ...call(), priceId: null, costNanoUsd: 0n }], [price])).toMatchObject([
    { rates: null, costNanoUsd: 0 },
  ])
})
