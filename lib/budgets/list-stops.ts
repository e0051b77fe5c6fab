import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetRow } from '@/lib/domain/budget'
import { countStopped } from './count-stopped'

/** Who has not tried for so long is not waiting for the budget. */
const LATELY_MS = 31 * 86_400_000

/**
 * The hard budgets of `rows` with what they stop at present: runs that began since their period did or their limit was changed
 * last, of the last 31 days; `countsSince` is that moment. `stopped` is null where there is none.
 */
export async function listStops(teamId: string, rows: readonly BudgetRow[], now: Date): Promise<BudgetRow[]> {
  const hard = rows.filter(({ kind }) => kind === 'hard')
  if (hard.length === 0) return []
  const lately = new Date(now.getTime() - LATELY_MS)
  const changes = await db().auditEntry.groupBy({
    by: ['subjectId'],
    where: {
      ...{ teamId, action: 'budget.update', createdAt: { gte: lately } },
      subjectId: { in: hard.map(({ id }) => id) },
    },
    _max: { createdAt: true },
  })
  const changedAt = new Map(changes.map(({ subjectId, _max }) => [subjectId, _max.createdAt]))
  const since = ({ id, countsSince }: BudgetRow) =>
    [new Date(countsSince), changedAt.get(id) ?? lately, lately].reduce((a, b) => (a > b ? a : b))
  return countStopped(
    teamId,
    hard.map((row) => ({ ...row, countsSince: since(row).toISOString(), stopped: null })),
  )
}
