import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { LIVE_CHANNEL, type LiveEvent, notify } from '@/lib/db/notify'
import { type Sql, sql } from '@/lib/db/sql'
import type { RunScope } from './run-scope'

function runEvent({ teamId, projectId, launchId, runId }: RunScope): LiveEvent {
  return { teamId, topic: 'run', id: runId, projectId, launchId }
}

/** What open pages are told of this run, as text; with `barsOnly` those that show figures need not ask for them. */
export function runEventText(scope: RunScope, { barsOnly = false } = {}): string {
  return JSON.stringify(barsOnly ? { ...runEvent(scope), barsOnly } : runEvent(scope))
}

/** Tells open pages that this run has something new. */
export async function notifyOfRun(tx: Db | Transaction, scope: RunScope): Promise<void> {
  await notify(tx, runEvent(scope))
}

/** The same as the end of a statement that writes: `WITH … ${thenNotify(scope)}` saves a round trip and a commit. */
export function thenNotify(scope: RunScope): Sql {
  return sql`SELECT pg_notify(${LIVE_CHANNEL}, ${runEventText(scope)})`
}
