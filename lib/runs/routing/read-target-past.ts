import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { Tier } from '@/lib/domain/words'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { TargetPast } from '@/lib/workflows/choose-start'
import { FAILED, WINDOW_DAYS } from './read-passages'

/** Earlier runs of one target that are looked at: more would be an archive. */
const MOST_RUNS = 10

const Row = z.object({ tier: Tier, passed: z.boolean() })

/** How the newest judged call of each tier ended for this run's target and stage, in earlier runs of the last 30 days. */
export async function readTargetPast(
  { teamId, projectId, runId, workflow }: RunScope,
  { stage, part }: { stage: string; part: string | null },
): Promise<TargetPast> {
  const place = part === null ? stage : `${stage}.${part}`
  const rows = await queryOften(sql`
    WITH earlier AS (
      SELECT run.id FROM run JOIN run this ON this.id = ${runId}
      WHERE run."projectId" = ${projectId} AND run."targetPath" = this."targetPath" AND run.id <> this.id
        AND run."targetName" IS NOT DISTINCT FROM this."targetName"
        AND run.workflow = ${workflow} AND run.status = 'done' AND run."teamId" = ${teamId}
        AND run."createdAt" > now() AT TIME ZONE 'UTC' - make_interval(days => ${WINDOW_DAYS})
      ORDER BY run."createdAt" DESC LIMIT ${MOST_RUNS}
    )
    SELECT DISTINCT ON (tier) tier, outcome = 'ok' AS passed
    FROM attempt JOIN earlier ON earlier.id = attempt."runId"
    WHERE source = 'model' AND tier IS NOT NULL AND (outcome = 'ok' OR outcome = ANY(${FAILED}::text[]))
      AND regexp_replace(attempt.id, '[.]attempt-[0-9]+$', '') = "runId" || '.' || "tryNumber" || '.' || ${place}
    ORDER BY tier, "createdAt" DESC, sequence DESC`)
  return Object.fromEntries(
    z
      .array(Row)
      .parse(rows)
      .map(({ tier, passed }) => [tier, passed ? 'passed' : 'failed']),
  )
}
