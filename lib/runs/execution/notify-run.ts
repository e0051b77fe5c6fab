import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { LIVE_CHANNEL } from '@/lib/db/notify'
import { type Sql, sql } from '@/lib/db/sql'

/** SQL: tells open pages of a row of `run`; an expression, one event for each row that it is asked of. */
export const tellOfRun: Sql = sql`pg_notify(${LIVE_CHANNEL}, json_build_object(
  'teamId', "teamId", 'topic', 'run', 'id', id, 'projectId', "projectId", 'launchId', "launchId")::text)`

/** Tells open pages that these runs changed; inside a transaction at its commit. One event each, one statement. */
export async function notifyRuns(tx: Db | Transaction, runIds: string[]): Promise<void> {
  await tx.$executeRaw`SELECT ${tellOfRun} FROM run WHERE id = ANY(${runIds}::text[])`
}

/** Tells open pages that a run changed. */
export function notifyRun(tx: Db | Transaction, runId: string): Promise<void> {
  return notifyRuns(tx, [runId])
}
