import 'server-only'
import type { Transaction } from '@/lib/db/db'

/**
 * Sets a run's verdict and rating by people to the newest of each, on its newest try, that was not taken back, and how long
 * people looked at it to the sum of these.
 */
export async function refreshReviewState(tx: Transaction, runId: string): Promise<void> {
  const newest = { orderBy: { createdAt: 'desc' as const } }
  const { startedAt } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { startedAt: true } })
  const standing = { runId, undoneAt: null, createdAt: { gte: startedAt ?? new Date(0) } }
  const [judged, rated] = [
    await tx.review.findFirst({ where: { ...standing, verdict: { not: null } }, ...newest }),
    await tx.review.findFirst({ where: { ...standing, rating: { not: null } }, ...newest }),
  ]
  const looked = await tx.review.aggregate({ where: standing, _sum: { activeSeconds: true } })
  await tx.run.update({
    where: { id: runId },
    data: {
      reviewVerdict: judged?.verdict ?? null,
      rating: rated?.rating ?? null,
      reviewSeconds: looked._sum.activeSeconds,
    },
  })
}
