import 'server-only'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findPrice } from './find-price'
import { loadPrices } from './load-prices'

/** Which of these models have no price today: their calls would be charged by the dearest known one. */
export async function findUnpriced(ctx: TeamContext, models: readonly string[]): Promise<string[]> {
  assertCan(ctx, 'view')
  const prices = await loadPrices(ctx.teamId)
  const now = new Date()
  return [...new Set(models)].filter((model) => findPrice(prices, model, 0, now).guessed)
}
