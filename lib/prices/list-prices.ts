import 'server-only'
import { db } from '@/lib/db/db'
import type { PriceRow } from '@/lib/domain/price'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findPrice } from './find-price'
import { forgetPrices, loadPrices } from './load-prices'
import type { Price } from './price'

function stateOf(prices: Price[], row: Price, now: Date): PriceRow['state'] {
  if (row.effectiveFrom > now) return 'later'
  return findPrice(prices, row.model, row.minPromptTokens, now).price.id === row.id ? 'in-force' : 'replaced'
}

/**
 * The list's prices and the team's own, by model, band and date, each with whether it holds now. What a team has agreed on is
 * not told to who sees none of its costs: they get the list.
 */
export async function listPrices(ctx: TeamContext): Promise<PriceRow[]> {
  assertCan(ctx, 'view')
  forgetPrices()
  const { teamId } = ctx
  const [all, used] = await Promise.all([
    loadPrices(teamId),
    db().attempt.groupBy({ by: ['priceId'], where: { teamId, priceId: { not: null } }, _count: true }),
  ])
  const prices = ctx.seesCosts ? all : all.filter((price) => price.teamId === '')
  const attemptsOf = new Map(used.map((row) => [row.priceId, row._count]))
  const now = new Date()
  const rows = prices.map((row) => ({
    id: row.id,
    isOwn: row.teamId !== '',
    model: row.model,
    from: row.effectiveFrom.toISOString(),
    minPromptTokens: row.minPromptTokens,
    input: Number(row.inputNanoUsdPerMTok),
    output: Number(row.outputNanoUsdPerMTok),
    cacheRead: Number(row.cacheReadNanoUsdPerMTok),
    cacheWrite5m: Number(row.cacheWrite5mNanoUsdPerMTok),
    cacheWrite1h: Number(row.cacheWrite1hNanoUsdPerMTok),
    batchPermille: row.batchFactorPermille,
    source: row.source,
    sourceDate: row.sourceDate.toISOString(),
    state: stateOf(prices, row, now),
    attempts: attemptsOf.get(row.id) ?? 0,
  }))
  return rows.sort(
    (a, b) =>
      a.model.localeCompare(b.model) ||
      a.minPromptTokens - b.minPromptTokens ||
      b.from.localeCompare(a.from) ||
      Number(b.isOwn) - Number(a.isOwn),
  )
}
