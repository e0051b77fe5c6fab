import 'server-only'
import type { Transaction } from '@/lib/db/db'

/**
 * Sets a run's verdict and rating by people to the newest of each, on its newest try, that was not taken back, and how long
 * people looked at it: the longest visit of each.
 */
export async function refreshReviewState(tx: Transaction, runId: string): Promise<void> {
  const newest = { orderBy: { createdAt: 'desc' as const } }
  const { startedAt } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { startedAt: true } })
  const standing = { runId, undoneAt: null, createdAt: { gte: startedAt ?? new Date(0) } }
  const [judged, rated] = [
    await tx.review.findFirst({ where: { ...standing, verdict: { not: null } }, ...newest }),
    await tx.review.findFirst({ where: { ...standing, rating: { not: null } }, ...newest }),
  ]
  // Each review tells the seconds of its whole visit so far: of several in one visit the last has them all.
  const visits = await tx.review.groupBy({
    by: 'userId',
    where: { ...standing, activeSeconds: { not: null } },
    _max: { activeSeconds: true },
  })
  const seconds = visits.reduce((sum, { _max }) => sum + (_max.activeSeconds ?? 0), 0)
  await tx.run.update({
    where: { id: runId },
    data: {
      reviewVerdict: judged?.verdict ?? null,
      rating: rated?.rating ?? null,
      reviewSeconds: visits.length === 0 ? null : seconds,
    },
  })
}
