import 'server-only'
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { itsModule, type LoadedRun, loadedColumns, loadedRunOf } from './load-run-input'

/** A try that is being executed, with the keys in the cache that an earlier process left to it, held anew. */
export interface BegunRun {
  run: LoadedRun
  flights: string[]
}

/**
 * Marks the try as running and reads all that executing it needs; null when it has ended, was cancelled or was replaced by a
 * newer try. Idempotent: a try that is taken up again keeps its first start. Whoever begins it tells open pages. Throws when
 * the run has lost its target.
 */
export async function beginRun(given: {
  runId: string
  tryNumber: number
  userId?: string
}): Promise<BegunRun | null> {
  const { runId, tryNumber } = given
  const [row] = await queryOften<{ flights: string[] }>(sql`
    WITH run AS (
      UPDATE run SET status = 'running', "startedAt" = coalesce("startedAt", now() AT TIME ZONE 'UTC')
      WHERE id = ${runId} AND "tryNumber" = ${tryNumber}::int AND status IN ('queued', 'running')
      RETURNING *
    ), adopted AS (
      UPDATE cache_flight AS flight SET "heldAt" = now() AT TIME ZONE 'UTC'
      FROM run
      WHERE flight."runId" = run.id AND flight."teamId" = run."teamId" AND flight."tryNumber" = ${tryNumber}::int
      RETURNING flight.key
    )
    SELECT ${commitWithoutDisk}, (SELECT coalesce(json_agg(key), '[]') FROM adopted) AS flights, ${loadedColumns}
    FROM run ${itsModule}`)
  return row === undefined ? null : { run: await loadedRunOf(row, given), flights: row.flights }
}
