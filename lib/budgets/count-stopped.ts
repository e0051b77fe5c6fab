import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetRow } from '@/lib/domain/budget'

/** Looking at more would say no more. */
const MOST_RUNS = 1000
/** A run waits for a processor, or for a batch, at most. */
const MOST_WAIT_MS = 7 * 86_400_000

/**
 * The rows with the runs that each has stopped in its present period, of the newest 1,000 that any has. A run counts where it
 * began, not where it was launched: the rest of a large launch is stopped long after that, by a limit that may be another.
 */
export async function countStopped(
  teamId: string,
  rows: BudgetRow[],
  most = MOST_RUNS,
): Promise<BudgetRow[]> {
  const hard = rows.filter(({ kind }) => kind === 'hard')
  const [oldest] = hard.map(({ countsSince }) => countsSince).sort()
  if (oldest === undefined) return rows
  const runs = await db().run.findMany({
    where: {
      ...{ teamId, reason: 'budget', startedAt: { gte: new Date(oldest) } },
      createdAt: { gte: new Date(Date.parse(oldest) - MOST_WAIT_MS) },
    },
    select: { stoppedBy: true, createdAt: true, startedAt: true, endedAt: true },
    orderBy: { createdAt: 'desc' },
    take: most + 1,
  })
  return rows.map((row) => {
    const since = Date.parse(row.countsSince)
    const stopped = runs.filter(
      ({ stoppedBy, startedAt }) =>
        stoppedBy === row.id && startedAt !== null && startedAt.getTime() >= since,
    )
    const [newest] = stopped
    if (newest === undefined) return row
    const lastAt = (newest.endedAt ?? newest.createdAt).toISOString()
    return { ...row, stopped: { runs: Math.min(stopped.length, most), capped: runs.length > most, lastAt } }
  })
}
