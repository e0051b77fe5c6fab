import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { RunScope } from './run-scope'

/** Tells open pages that this run has something new. */
export async function notifyOfRun(tx: Db | Transaction, scope: RunScope): Promise<void> {
  const { teamId, projectId, launchId, runId } = scope
  await notify(tx, { teamId, topic: 'run', id: runId, projectId, launchId })
}
