import 'server-only'
import { z } from 'zod'
import { type Sql, sql } from '@/lib/db/sql'
import { Tier } from '@/lib/domain/words'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { TargetPast } from '@/lib/workflows/choose-start'
import { FAILED, WINDOW_DAYS } from './read-passages'

/** Earlier runs of one target that are looked at: more would be an archive. */
const MOST_RUNS = 10

const Row = z.object({
  pin: z.object({ tier: Tier, note: z.string().nullable() }).nullable(),
  past: z.array(z.object({ tier: Tier, passed: z.boolean() })),
})

/** What is known of a stage of this run before anything was learned. */
export interface StartFacts {
  /** where a person has pinned the start */
  pin: { tier: Tier; note: string | null } | null
  /** how the newest judged call of each tier ended for this target, in earlier runs of the last 30 days */
  past: TargetPast
}

/**
 * SQL: the columns that `startFactsOf` reads, for a statement that asks for more: what a person said of where a stage starts,
 * and what its target's own past says.
 */
export function startFactsColumns(
  { teamId, projectId, runId, workflow }: RunScope,
  { stage, part }: { stage: string; part: string | null },
): Sql {
  const place = part === null ? stage : `${stage}.${part}`
  return sql`(
    SELECT to_json(pin) FROM (
      SELECT "startTier" AS tier, note FROM routing_override
      WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND stage = ${stage}) AS pin
  ) AS pin, (
    WITH earlier AS (
      SELECT run.id FROM run JOIN run this ON this.id = ${runId}
      WHERE run."projectId" = ${projectId} AND run."targetPath" = this."targetPath" AND run.id <> this.id
        AND run."targetName" IS NOT DISTINCT FROM this."targetName"
        AND run.workflow = ${workflow} AND run.status = 'done' AND run."teamId" = ${teamId}
        AND run."createdAt" > now() AT TIME ZONE 'UTC' - make_interval(days => ${WINDOW_DAYS})
      ORDER BY run."createdAt" DESC LIMIT ${MOST_RUNS}
    ), past AS (
      SELECT DISTINCT ON (tier) tier, outcome = 'ok' AS passed
      FROM attempt JOIN earlier ON earlier.id = attempt."runId"
      WHERE source = 'model' AND tier IS NOT NULL AND (outcome = 'ok' OR outcome = ANY(${FAILED}::text[]))
        AND regexp_replace(attempt.id, '[.]attempt-[0-9]+$', '') = "runId" || '.' || "tryNumber" || '.' || ${place}
      ORDER BY tier, "createdAt" DESC, sequence DESC
    )
    SELECT coalesce(json_agg(past), '[]') FROM past
  ) AS past`
}

/** The facts, from a row with their columns. */
export function startFactsOf(row: unknown): StartFacts {
  const { pin, past } = Row.parse(row)
  return {
    pin,
    past: Object.fromEntries(past.map(({ tier, passed }) => [tier, passed ? 'passed' : 'failed'])),
  }
}
