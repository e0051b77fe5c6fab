import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { constantSql, sql } from '@/lib/db/sql'
import { filterSql } from '../rollups/filter-sql'
import { neededFor, type SumsQuestion } from '../rollups/read-sums'
import { withNames } from '../rollups/to-cells'
import { asMs, bucketStartSql, columnsSql } from '../rollups/window-sql'

/** By what verdicts on findings can be split; `version`: of the rule or prompt that found it. */
export type VerdictDimension = 'rule' | 'version' | 'tool' | 'severity' | 'workflow' | 'project'

export interface VerdictCell {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  keys: Partial<Record<VerdictDimension, string | null>>
  /** findings that were judged, and those of them that were accepted */
  figures: { judged: number; accepted: number }
}

/** Findings are many times as large as verdicts: they are read only for what a verdict does not know. */
const OF_FINDING = ['tool', 'severity', 'workflow'] as const

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
  const isOfFinding = neededFor(OF_FINDING, { by, filters }).length > 0
  const { from, until } = window
  const rows = await queryOften(sql`
    SELECT ${asMs(sql`at`)} AS at, ARRAY[${keys}]::text[] AS keys, count(*)::int AS judged,
      (count(*) FILTER (WHERE verdict = 'accepted'))::int AS accepted
    FROM (
      SELECT ${at} AS at, said.verdict, said.rule, said.rule || ' ' || said."ruleVersion" AS version,
        said."projectId" AS project${isOfFinding ? columnsSql(OF_FINDING, 'finding') : sql``}
      FROM (
        SELECT DISTINCT ON ("findingId") * FROM finding_verdict
        WHERE "teamId" = ${teamId} AND "undoneAt" IS NULL AND "createdAt" >= ${from}::timestamptz AT TIME ZONE 'UTC'
        ORDER BY "findingId", "createdAt" DESC, id DESC
      ) AS said${isOfFinding ? sql` JOIN finding ON finding.id = said."findingId"` : sql``}
      WHERE said.reason IS DISTINCT FROM 'wont-fix' AND said."createdAt" < ${until}::timestamptz AT TIME ZONE 'UTC'
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
