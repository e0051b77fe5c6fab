import 'server-only'
import type { Transaction } from '@/lib/db/db'

/** Ids of the findings that a run on changes saw last: their place is in a text that no snapshot need have. */
export async function seenInChange(
  tx: Transaction,
  teamId: string,
  findings: { id: string; lastRunId: string }[],
): Promise<Set<string>> {
  const runs = await tx.run.findMany({
    where: { id: { in: findings.map(({ lastRunId }) => lastRunId) }, teamId, targetKind: 'diff' },
    select: { id: true },
  })
  const ids = new Set(runs.map(({ id }) => id))
  return new Set(findings.filter(({ lastRunId }) => ids.has(lastRunId)).map(({ id }) => id))
}
