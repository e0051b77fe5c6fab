import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { WorkflowName } from '@/lib/domain/words'

/** Older runs say little about today's prompts and prices. */
const NEWEST_RUNS = 200

const StageHistory = z.object({
  stage: z.string(),
  /** who was asked first in this stage */
  model: z.string(),
  /** runs that asked this model first in this stage */
  runs: z.number(),
  p25NanoUsd: z.number(),
  medianNanoUsd: z.number(),
  p90NanoUsd: z.number(),
})

/** What a stage cost in runs that began it with a model, all its calls together, at the full price. Nano-USD. */
export type StageHistory = z.infer<typeof StageHistory>

/** Percentiles by stage and the model asked first, over the team's newest done runs of a workflow that paid. */
export async function readStageHistory(teamId: string, workflow: WorkflowName): Promise<StageHistory[]> {
  const rows = await db().$queryRaw`
    WITH newest AS (
      SELECT id FROM run
      WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND status = 'done' AND "costNanoUsd" > 0
      ORDER BY "createdAt" DESC LIMIT ${NEWEST_RUNS}
    ),
    stage_cost AS (
      SELECT attempt.stage, attempt."runId",
        (array_agg(attempt.model ORDER BY attempt."tryNumber", attempt.sequence))[1] AS "firstModel",
        sum(CASE WHEN attempt."isBatch" AND price."batchFactorPermille" > 0
                 THEN attempt."costNanoUsd" * 1000 / price."batchFactorPermille"
                 ELSE attempt."costNanoUsd" END) AS cost
      FROM attempt JOIN newest ON newest.id = attempt."runId"
      LEFT JOIN price ON price.id = attempt."priceId"
      WHERE attempt."teamId" = ${teamId} AND attempt.source = 'model'
      GROUP BY attempt.stage, attempt."runId"
    )
    SELECT stage, "firstModel" AS model, count(*)::int AS runs,
      (percentile_cont(0.25) WITHIN GROUP (ORDER BY cost))::float8 AS "p25NanoUsd",
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY cost))::float8 AS "medianNanoUsd",
      (percentile_cont(0.9) WITHIN GROUP (ORDER BY cost))::float8 AS "p90NanoUsd"
    FROM stage_cost WHERE "firstModel" IS NOT NULL AND cost > 0
    GROUP BY stage, "firstModel" ORDER BY stage, "firstModel"`
  return z.array(StageHistory).parse(rows)
}
