import 'server-only'
import { db } from '@/lib/db/db'
import { notifyRun } from './notify-run'

/** Marks the try as running; `begun: false` when it was cancelled or replaced by a newer try before it started. */
export async function beginRun(runId: string, tryNumber: number): Promise<{ begun: boolean }> {
  const { count } = await db().run.updateMany({
    where: { id: runId, tryNumber, status: { in: ['queued', 'running'] } },
    data: { status: 'running', startedAt: new Date() },
  })
  if (count > 0) await notifyRun(db(), runId)
  return { begun: count > 0 }
}
