import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { outcomesWith } from '@/lib/domain/outcome-traits'
import { type AttemptOutcome, Tier, type WorkflowName } from '@/lib/domain/words'
import type { Passage } from '@/lib/workflows/gather-evidence'

/** Older starts say little of today's models, prompts and code. */
export const WINDOW_DAYS = 30
/** Of these only the newest count. */
const MOST_PASSAGES = 500
/** Rows read for them: a passage takes about two calls. */
const MOST_ATTEMPTS = 3000
/** What a model answered and was no good. Faults of providers, budgets and cancels say nothing of a tier. */
export const FAILED: AttemptOutcome[] = outcomesWith('poor')

const Row = z.object({
  startTier: Tier,
  startReason: z.string().nullable(),
  model: z.string().nullable(),
  passed: z.boolean(),
  costNanoUsd: z.bigint().transform(Number),
  codeLines: z.number(),
  branches: z.number(),
  publicSymbols: z.number(),
})

/**
 * The newest ways of a stage through the models that have ended and were judged, newest first: at most 500 of the last 30
 * days. A passage is what has one id but for the number of the attempt (see StageScope); the target's size is its module's.
 * Run and module are looked up one by one: a join would read all runs of a large table.
 */
export async function readPassages(
  teamId: string,
  { workflow, stage }: { workflow: WorkflowName; stage: string },
): Promise<Passage[]> {
  const rows = await db().$queryRaw`
    WITH newest AS (
      SELECT "runId", regexp_replace(id, '[.]attempt-[0-9]+$', '') AS passage, tier, "tierReason", model, outcome,
        "costNanoUsd", "createdAt", sequence
      FROM attempt
      WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND stage = ${stage}
        AND "createdAt" > now() AT TIME ZONE 'UTC' - make_interval(days => ${WINDOW_DAYS})
        AND source = 'model' AND tier IS NOT NULL
      ORDER BY "createdAt" DESC LIMIT ${MOST_ATTEMPTS}
    ),
    begun AS (
      SELECT *, first_value(tier) OVER (PARTITION BY passage ORDER BY "createdAt", sequence) AS start FROM newest
    ),
    judged AS (
      SELECT "runId", passage, start AS "startTier", min("createdAt") AS "startedAt",
        (array_agg("tierReason" ORDER BY "createdAt", sequence))[1] AS "startReason",
        (array_agg(model ORDER BY "createdAt", sequence))[1] AS model,
        bool_or(outcome = 'ok') FILTER (WHERE tier = start) AS passed,
        bool_or(outcome = ANY(${FAILED}::text[])) FILTER (WHERE tier = start) AS failed,
        (sum("costNanoUsd") FILTER (WHERE tier = start))::bigint AS "costNanoUsd"
      FROM begun GROUP BY "runId", passage, start
    )
    SELECT judged."startTier", judged."startReason", judged.model, judged.passed, judged."costNanoUsd", size.*
    FROM judged CROSS JOIN LATERAL (
      SELECT module."codeLines", module.branches, module."publicSymbols"
      FROM run JOIN module ON module."snapshotId" = run."snapshotId" AND module.path = run."targetPath"
      WHERE run.id = judged."runId" AND run.status = 'done' LIMIT 1
    ) AS size
    WHERE judged.passed OR judged.failed
    ORDER BY judged."startedAt" DESC, judged.passage LIMIT ${MOST_PASSAGES}`
  return z
    .array(Row)
    .parse(rows)
    .map(({ startReason, model, codeLines, branches, publicSymbols, ...row }) => ({
      ...row,
      startReason: startReason ?? '',
      model: model ?? '',
      size: { codeLines, branches, publicSymbols },
    }))
}
