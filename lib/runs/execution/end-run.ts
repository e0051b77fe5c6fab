import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notifyRun } from './notify-run'
import { refreshRunCost } from './refresh-run-cost'

export interface RunEnd {
  runId: string
  tryNumber: number
  status: 'done' | 'failed' | 'cancelled'
  errorText?: string | null
}

/**
 * Ends a try: status, times, cost, open bars of the waterfall. Writes nothing and returns false when the try has
 * ended already or is no longer the newest: the first end wins.
 */
export async function endRun(end: RunEnd, tx?: Transaction): Promise<boolean> {
  if (tx === undefined) return db().$transaction((own) => endRun(end, own))
  const ended = await tx.$executeRaw`
    UPDATE run SET status = ${end.status}, "errorText" = ${end.errorText ?? null}, "endedAt" = now() AT TIME ZONE 'UTC',
      "durationMs" = (extract(epoch FROM (now() AT TIME ZONE 'UTC') - "startedAt") * 1000)::int
    WHERE id = ${end.runId} AND "tryNumber" = ${end.tryNumber}
      AND status IN ('queued', 'running', 'awaiting-approval')`
  if (ended === 0) return false
  await tx.runSpan.updateMany({
    where: { runId: end.runId, endedAt: null },
    data: { status: end.status === 'done' ? 'ok' : 'failed', endedAt: new Date() },
  })
  await refreshRunCost(end.runId, tx)
  await notifyRun(tx, end.runId)
  return true
}
