import 'server-only'
import { z } from 'zod'
import { EarlierCharge, type RunCharge } from '@/lib/domain/run-charge'
import type { Price } from '@/lib/prices/price'

interface ChargedAttempt {
  id: string
  stage: string
  source: string
  model: string | null
  requestId: string | null
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  cacheWrite5mTokens: number
  cacheWrite1hTokens: number
  priceId: string | null
  priceGuessed: boolean
  isBatch: boolean
  costNanoUsd: bigint
  firstCostNanoUsd: bigint | null
  earlierCharges: unknown
}

const FULL_PERMILLE = 1000

/** The calls that used tokens, each with the row it is charged by: Σ tokens × rate ÷ 1,000,000 × factor, rounded up once. */
export function toCharges(attempts: readonly ChargedAttempt[], prices: readonly Price[]): RunCharge[] {
  const rowOf = new Map(prices.map((price) => [price.id, price]))
  return attempts.flatMap((attempt) => {
    const tokens = {
      input: attempt.inputTokens,
      output: attempt.outputTokens,
      cacheRead: attempt.cacheReadTokens,
      cacheWrite5m: attempt.cacheWrite5mTokens,
      cacheWrite1h: attempt.cacheWrite1hTokens,
    }
    if (attempt.source !== 'model' || Object.values(tokens).every((count) => count === 0)) return []
    const { id: attemptId, stage, model, requestId, priceId, priceGuessed, firstCostNanoUsd } = attempt
    const price = rowOf.get(priceId ?? '')
    return [
      {
        ...{ attemptId, stage, model, requestId, tokens, priceRow: priceId, priceGuessed },
        rates: price === undefined ? null : ratesOf(price),
        factorPermille: attempt.isBatch && price !== undefined ? price.batchFactorPermille : FULL_PERMILLE,
        costNanoUsd: Number(attempt.costNanoUsd),
        firstCostNanoUsd: firstCostNanoUsd === null ? null : Number(firstCostNanoUsd),
        earlier: attempt.earlierCharges === null ? [] : z.array(EarlierCharge).parse(attempt.earlierCharges),
      },
    ]
  })
}

const ratesOf = (price: Price) => ({
  inputNanoUsd: Number(price.inputNanoUsdPerMTok),
  outputNanoUsd: Number(price.outputNanoUsdPerMTok),
  cacheReadNanoUsd: Number(price.cacheReadNanoUsdPerMTok),
  cacheWrite5mNanoUsd: Number(price.cacheWrite5mNanoUsdPerMTok),
  cacheWrite1hNanoUsd: Number(price.cacheWrite1hNanoUsdPerMTok),
})
