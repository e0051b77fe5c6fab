import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { WorkflowName } from '@/lib/domain/words'
import type { RunHistory } from './compute-estimate'

/** Older runs say little about today's prompts and prices. */
const NEWEST_RUNS = 200

const Rows = z.tuple([
  z.object({
    runs: z.number(),
    p25NanoUsd: z.number().nullable(),
    medianNanoUsd: z.number().nullable(),
    p90NanoUsd: z.number().nullable(),
    medianDurationMs: z.number().nullable(),
  }),
])

/** Cost of the team's newest done runs of a workflow that paid for a model, and time of all of them. */
export async function readRunHistory(teamId: string, workflow: WorkflowName): Promise<RunHistory> {
  const [row] = Rows.parse(
    await db().$queryRaw`
      SELECT count(cost)::int AS runs,
        (percentile_cont(0.25) WITHIN GROUP (ORDER BY cost))::float8 AS "p25NanoUsd",
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY cost))::float8 AS "medianNanoUsd",
        (percentile_cont(0.9) WITHIN GROUP (ORDER BY cost))::float8 AS "p90NanoUsd",
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY "durationMs"))::float8 AS "medianDurationMs"
      FROM (
        SELECT "durationMs", CASE WHEN "modelCalls" > 0 AND "costNanoUsd" > 0 THEN "costNanoUsd" END AS cost
        FROM run WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND status = 'done'
        ORDER BY "createdAt" DESC LIMIT ${NEWEST_RUNS}
      ) AS newest`,
  )
  return {
    runs: row.runs,
    p25NanoUsd: row.p25NanoUsd ?? 0,
    medianNanoUsd: row.medianNanoUsd ?? 0,
    p90NanoUsd: row.p90NanoUsd ?? 0,
    medianDurationMs: row.medianDurationMs,
  }
}
