import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { WorkflowName } from '@/lib/domain/words'

const NEWEST_RUNS = 200

const Rows = z.tuple([z.object({ medianMs: z.number().nullable() })])

/** How long the team's newest done runs of a workflow took that did not wait for a batch, in the middle; null: none. Milliseconds. */
export async function readMedianDuration(teamId: string, workflow: WorkflowName): Promise<number | null> {
  const [row] = Rows.parse(
    await db().$queryRaw`
      SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY "durationMs"))::float8 AS "medianMs"
      FROM (
        SELECT "durationMs" FROM run
        WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND status = 'done'
          AND options->>'delivery' IS DISTINCT FROM 'within-24h'
        ORDER BY "createdAt" DESC LIMIT ${NEWEST_RUNS}
      ) AS newest`,
  )
  return row.medianMs
}
