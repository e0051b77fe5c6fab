import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import type { MetricFilters, MetricWindow } from '@/lib/domain/metric'
import { WorkflowName } from '@/lib/domain/words'
import type { WorkflowCost } from '@/lib/domain/workflow-cost'
import { inWindowSql } from './rollups/window-sql'

/** The newest so many launches are compared: whether estimates are any good shows in them. */
export const COMPARED_LAUNCHES = 300

const Row = z.object({
  workflow: WorkflowName,
  launches: z.number(),
  likely: z.number(),
  actual: z.number(),
  within: z.number(),
  found: z.number(),
})

/** What the newest launches of a window were estimated at and what they cost, of those that are over and were to cost something. */
export async function compareEstimates(
  teamId: string,
  window: MetricWindow,
  { project, member }: Pick<MetricFilters, 'project' | 'member'>,
): Promise<{ byWorkflow: Map<WorkflowName, NonNullable<WorkflowCost['estimated']>>; isCapped: boolean }> {
  const rows = await queryOften(sql`
    WITH newest AS MATERIALIZED (
      SELECT id, workflow, "estimateLowNanoUsd" AS low, "estimateLikelyNanoUsd" AS likely, "estimateHighNanoUsd" AS high
      FROM launch
      WHERE "teamId" = ${teamId} AND ${inWindowSql(sql`"createdAt"`, window)} AND "estimateHighNanoUsd" > 0
        AND (${member.length === 0} OR "createdBy" = ANY(${member}::text[]))
        AND (${project.length === 0} OR "projectId" IN
          (SELECT id FROM project WHERE "teamId" = ${teamId} AND slug = ANY(${project}::text[])))
      ORDER BY "createdAt" DESC LIMIT ${COMPARED_LAUNCHES}
    ), ended AS (
      SELECT newest.*, runs.actual
      FROM newest, LATERAL (
        SELECT sum("costNanoUsd") AS actual, bool_and(status IN ('done', 'failed', 'cancelled')) AS over
        FROM run WHERE run."launchId" = newest.id
      ) AS runs
      WHERE runs.over
    )
    SELECT workflow, count(*)::int AS launches, sum(likely)::float8 AS likely, sum(actual)::float8 AS actual,
      (count(*) FILTER (WHERE actual BETWEEN low AND high))::int AS within, (SELECT count(*)::int FROM newest) AS found
    FROM ended GROUP BY workflow`)
  const found = z.array(Row).parse(rows)
  const byWorkflow = new Map(
    found.map(({ workflow, launches, likely, actual, within }) => [
      workflow,
      { launches, likelyNanoUsd: likely, actualNanoUsd: actual, withinRange: within },
    ]),
  )
  return { byWorkflow, isCapped: found.some((row) => row.found === COMPARED_LAUNCHES) }
}
