import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import { type Cost, costOf } from './cost-of'
import { loadPrices } from './load-prices'

/** What a call of this model made now costs. */
export type PriceUsage = (
  model: string,
  usage: TokenUsage,
  isLocal: boolean,
) => Pick<Cost, 'costNanoUsd' | 'priceGuessed'>

const FREE = { costNanoUsd: 0, priceGuessed: false }

/** Prices of a team for calls that are no attempts. A local model that has no price is free: nobody sends a bill. */
export async function priceUsage(teamId: string): Promise<PriceUsage> {
  const prices = await loadPrices(teamId)
  return (model, usage, isLocal) => {
    const { costNanoUsd, priceGuessed } = costOf(prices, usage, model, new Date())
    return isLocal && priceGuessed ? FREE : { costNanoUsd, priceGuessed }
  }
}
