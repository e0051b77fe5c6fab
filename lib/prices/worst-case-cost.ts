import 'server-only'
import { noUsage } from '@/lib/domain/attempt'
import { costOf } from './cost-of'
import { mostTokens } from './most-tokens'
import type { Price } from './price'

/**
 * The most that a call can cost: as many prompt tokens as its text can hold, all written to the dearest prompt cache,
 * and the answer as long as allowed. For reservations: never below the real cost. A local model that is not in the
 * price list costs nothing: nobody sends a bill.
 */
export function worstCaseCost(
  prices: Price[],
  call: { model: string; promptText: string; maxTokens: number; isLocal: boolean; isBatch?: boolean },
  at: Date,
): number {
  const { model, maxTokens, isLocal, isBatch } = call
  const tokens = mostTokens(call.promptText)
  const costs = [{ inputTokens: tokens }, { cacheWrite1hTokens: tokens }].map((prompt) =>
    costOf(prices, { ...noUsage, ...prompt, outputTokens: maxTokens }, model, at, { isBatch }),
  )
  if (isLocal && costs[0]?.priceGuessed === true) return 0
  return Math.max(...costs.map(({ costNanoUsd }) => costNanoUsd))
}
