import 'server-only'
import { queryOften } from './query-often'
import { sql } from './sql'

/**
 * A transaction of one record that changes nothing: its commit waits until it, and all before it, is on the disk, also where
 * the server is set up not to wait.
 */
const BARRIER = sql`SELECT pg_logical_emit_message(true, 'assay', '') IS NOT NULL AS done,
  CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END AS "waits"`

/** Commits of this process that were asked to reach the disk, and those of them that have. */
let asked = 0
let reached = 0
let underWay: Promise<void> | undefined

async function flush(): Promise<void> {
  const mark = asked
  await queryOften(BARRIER)
  reached = mark
}

async function until(mark: number): Promise<void> {
  while (reached < mark) {
    underWay ??= flush().finally(() => {
      underWay = undefined
    })
    await underWay
  }
}

/**
 * Sends what was committed without waiting for the disk on its way there; resolves when it has arrived. Those who ask while
 * the disk is busy share the next time. Rejects when the database breaks off: it may not be on disk then, and `onDisk` asks
 * again.
 */
export function toDisk(): Promise<void> {
  asked += 1
  return until(asked)
}

/** Waits for all that this process has sent with `toDisk`; at once where all of it has arrived. */
export function onDisk(): Promise<void> {
  return until(asked)
}
