import 'server-only'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { loadPrices } from './load-prices'

/** The models that have a price today, by the names that price rows have: `priceNames` says under which a model stands. */
export async function listPricedModels(ctx: TeamContext): Promise<string[]> {
  assertCan(ctx, 'view')
  const now = new Date()
  const inForce = (await loadPrices(ctx.teamId)).filter(
    ({ effectiveFrom, minPromptTokens }) => effectiveFrom <= now && minPromptTokens === 0,
  )
  return [...new Set(inForce.map(({ model }) => model))]
}
