import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { constantSql, sql } from '@/lib/db/sql'
import { filterSql } from '../rollups/filter-sql'
import type { SumsQuestion } from '../rollups/read-sums'
import { withNames } from '../rollups/to-cells'
import { asMs, bucketStartSql, columnsSql, inWindowSql } from '../rollups/window-sql'

/** By what verdicts on findings can be split; `version`: of the rule or prompt that found it. */
export type VerdictDimension = 'rule' | 'version' | 'tool' | 'severity' | 'workflow' | 'project'

export interface VerdictCell {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  keys: Partial<Record<VerdictDimension, string | null>>
  /** findings that were judged, and those of them that were accepted */
  figures: { judged: number; accepted: number }
}

const Row = z.object({
  at: z.number().nullable(),
  keys: z.array(z.string().nullable()),
  judged: z.number(),
  accepted: z.number(),
})

/**
 * What people said of findings in a window, by the time they said it: the newest verdict on each finding that was not taken
 * back. “Won’t fix” says nothing about truth and is left out, as everywhere where precision is told. Filters: project and
 * workflow. Read from the verdicts themselves, which are far fewer than runs.
 */
export async function readVerdicts(
  teamId: string,
  { window, filters = {}, by, total = false }: SumsQuestion<VerdictDimension>,
): Promise<VerdictCell[]> {
  const at = total ? sql`NULL::timestamptz` : bucketStartSql(sql`said."createdAt"`, window)
  const keys = constantSql(by.map((name) => `"${name}"`).join(', '))
  const rows = await queryOften(sql`
    SELECT ${asMs(sql`at`)} AS at, ARRAY[${keys}]::text[] AS keys, count(*)::int AS judged,
      (count(*) FILTER (WHERE verdict = 'accepted'))::int AS accepted
    FROM (
      SELECT ${at} AS at, said.verdict, said.rule, said.rule || ' ' || said."ruleVersion" AS version, finding.tool,
        finding.severity, finding.workflow, said."projectId" AS project
      FROM finding_verdict AS said JOIN finding ON finding.id = said."findingId"
      WHERE said."teamId" = ${teamId} AND said."undoneAt" IS NULL AND said.reason IS DISTINCT FROM 'wont-fix'
        AND ${inWindowSql(sql`said."createdAt"`, window)}
        AND NOT EXISTS (
          SELECT FROM finding_verdict AS later
          WHERE later."findingId" = said."findingId" AND later."undoneAt" IS NULL
            AND (later."createdAt", later.id) > (said."createdAt", said.id)
        )
    ) AS newest
    WHERE ${filterSql(teamId, filters, ['project', 'workflow'])}
    GROUP BY at${columnsSql(by)}`)
  return rows.map((row) => {
    const { at: ms, keys: values, judged, accepted } = Row.parse(row)
    return {
      at: ms === null ? null : new Date(ms).toISOString(),
      keys: withNames(by, values),
      figures: { judged, accepted },
    }
  })
}
