import 'server-only'
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'

/**
 * Marks the try as running; `begun: false` when it has ended, was cancelled or was replaced by a newer try. Idempotent: a
 * try that is taken up again keeps its first start. Whoever begins it tells open pages. `flights`: keys in the cache that an
 * earlier process left to this try, held anew.
 */
export async function beginRun(
  runId: string,
  tryNumber: number,
): Promise<{ begun: boolean; flights: string[] }> {
  const [row] = await queryOften<{ flights: string[] }>(sql`
    WITH begun AS (
      UPDATE run SET status = 'running', "startedAt" = coalesce("startedAt", now() AT TIME ZONE 'UTC')
      WHERE id = ${runId} AND "tryNumber" = ${tryNumber}::int AND status IN ('queued', 'running')
      RETURNING id, "teamId"
    ), adopted AS (
      UPDATE cache_flight AS flight SET "heldAt" = now() AT TIME ZONE 'UTC'
      FROM begun
      WHERE flight."runId" = begun.id AND flight."teamId" = begun."teamId" AND flight."tryNumber" = ${tryNumber}::int
      RETURNING flight.key
    )
    SELECT ${commitWithoutDisk}, (SELECT coalesce(json_agg(key), '[]') FROM adopted) AS flights FROM begun`)
  return { begun: row !== undefined, flights: row?.flights ?? [] }
}
