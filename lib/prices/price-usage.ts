import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import { costOf } from './cost-of'
import { loadPrices } from './load-prices'

/** Nano-USD of a call of this model made now. */
export type PriceUsage = (model: string, usage: TokenUsage, isLocal: boolean) => number

/** Prices of a team for calls that are no attempts. A local model that has no price is free: nobody sends a bill. */
export async function priceUsage(teamId: string): Promise<PriceUsage> {
  const prices = await loadPrices(teamId)
  return (model, usage, isLocal) => {
    const { costNanoUsd, priceGuessed } = costOf(prices, usage, model, new Date())
    return isLocal && priceGuessed ? 0 : costNanoUsd
  }
}
