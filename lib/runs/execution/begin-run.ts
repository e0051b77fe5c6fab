import 'server-only'
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { tellOfRun } from './notify-run'

/**
 * Marks the try as running; `begun: false` when it has ended, was cancelled or was replaced by a newer try. Idempotent: a
 * try that is taken up again keeps its first start.
 */
export async function beginRun(runId: string, tryNumber: number): Promise<{ begun: boolean }> {
  const begun = await queryOften(sql`
    WITH begun AS (
      UPDATE run SET status = 'running', "startedAt" = coalesce("startedAt", now() AT TIME ZONE 'UTC')
      WHERE id = ${runId} AND "tryNumber" = ${tryNumber}::int AND status IN ('queued', 'running')
      RETURNING *
    )
    SELECT ${commitWithoutDisk}, ${tellOfRun} FROM begun`)
  return { begun: begun.length > 0 }
}
