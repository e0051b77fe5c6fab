import 'server-only'
import { db } from '@/lib/db/db'
import type { UnpricedModel } from '@/lib/domain/price'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findPrice } from './find-price'
import { loadPrices } from './load-prices'

/** Models that the team's attempts were charged for by a guess, dearest first. */
export async function listUnpricedModels(ctx: TeamContext): Promise<UnpricedModel[]> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const [prices, groups] = await Promise.all([
    loadPrices(teamId),
    db().attempt.groupBy({
      by: ['model'],
      where: { teamId, priceGuessed: true },
      _count: true,
      _sum: { costNanoUsd: true },
      _max: { createdAt: true },
      orderBy: { _sum: { costNanoUsd: 'desc' } },
    }),
  ])
  return groups.flatMap(({ model, _count, _sum, _max }) =>
    model === null || _max.createdAt === null
      ? []
      : [
          {
            model,
            attempts: _count,
            costNanoUsd: Number(_sum.costNanoUsd ?? 0n),
            lastAt: _max.createdAt.toISOString(),
            hasPriceNow: !findPrice(prices, model, 0, _max.createdAt).guessed,
          },
        ],
  )
}
