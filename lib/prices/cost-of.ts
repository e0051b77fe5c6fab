import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import { findPrice } from './find-price'
import type { Price } from './price'

export interface Cost {
  /** integer nano-USD */
  costNanoUsd: number
  priceId: string | null
  /** true: the model has no price; the dearest known one was taken */
  priceGuessed: boolean
}

const TOKENS_PER_RATE = 1_000_000n
const PERMILLE = 1000n

function promptTokens(usage: TokenUsage): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens
}

/**
 * What a call cost, from the usage that the API returned: Σ tokens × rate ÷ 1,000,000, times the price's batch factor
 * for a call of the batch API, rounded up once to a whole nano-USD. All tokens of a call, answer included, are priced
 * in the band of its prompt's length (source: price page of Haiku 5.5).
 */
export function costOf(
  prices: Price[],
  usage: TokenUsage,
  model: string,
  at: Date,
  { isBatch = false }: { isBatch?: boolean } = {},
): Cost {
  const { price, guessed } = findPrice(prices, model, promptTokens(usage), at)
  const total =
    BigInt(usage.inputTokens) * price.inputNanoUsdPerMTok +
    BigInt(usage.outputTokens) * price.outputNanoUsdPerMTok +
    BigInt(usage.cacheReadTokens) * price.cacheReadNanoUsdPerMTok +
    BigInt(usage.cacheWrite5mTokens) * price.cacheWrite5mNanoUsdPerMTok +
    BigInt(usage.cacheWrite1hTokens) * price.cacheWrite1hNanoUsdPerMTok
  const factor = isBatch ? BigInt(price.batchFactorPermille) : PERMILLE
  const whole = TOKENS_PER_RATE * PERMILLE
  const costNanoUsd = Number((total * factor + whole - 1n) / whole)
  return { costNanoUsd, priceId: price.id, priceGuessed: guessed }
}
