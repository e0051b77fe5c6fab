import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'

/** Tells open pages that a run changed; inside a transaction at its commit. */
export async function notifyRun(tx: Db | Transaction, runId: string): Promise<void> {
  const run = await tx.run.findUnique({
    where: { id: runId },
    select: { teamId: true, projectId: true, launchId: true },
  })
  if (run === null) return
  await notify(tx, {
    teamId: run.teamId,
    topic: 'run',
    id: runId,
    projectId: run.projectId,
    launchId: run.launchId,
  })
}
