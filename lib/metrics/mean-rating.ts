import 'server-only'
import { db } from '@/lib/db/db'
import type { Overview } from '@/lib/domain/overview'

/** Mean of the team's ratings (1..5) since `since`; those taken back do not count. */
export async function meanRating(teamId: string, since: Date): Promise<Overview['satisfaction']> {
  const { _avg, _count } = await db().review.aggregate({
    where: { teamId, createdAt: { gte: since }, undoneAt: null, rating: { not: null } },
    _avg: { rating: true },
    _count: { rating: true },
  })
  return { mean: _avg.rating, n: _count.rating }
}
