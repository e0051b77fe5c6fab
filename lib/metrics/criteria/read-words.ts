import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import type { MetricWindow } from '@/lib/domain/metric'
import { asMs, bucketStartSql, inWindowSql } from '../rollups/window-sql'

/** What people said in one bucket. */
export interface WordsCell {
  /** start of the bucket, ISO 8601 UTC */
  at: string
  /** verdicts on findings, and verdicts and ratings on outputs, that were not taken back */
  said: number
  /** those of them on rules of which verdicts have changed what is thought of other findings */
  changed: number
}

/** Less does not show in a percentage. */
const VISIBLE = 0.005

const Row = z.object({ at: z.number(), said: z.number(), changed: z.number() })

/**
 * What a team's people said in a window, and how much of it changed something: a verdict does when another finding of its
 * rule has another confidence than its rule alone would give it. What is said of outputs is kept and changes nothing so far.
 */
export async function readWords(teamId: string, window: MetricWindow): Promise<WordsCell[]> {
  const createdAt = sql`"createdAt"`
  const rows = await queryOften(sql`
    WITH verdict AS (
      SELECT ${bucketStartSql(createdAt, window)} AS at, "findingId", rule, "ruleVersion" FROM finding_verdict
      WHERE "teamId" = ${teamId} AND "undoneAt" IS NULL AND ${inWindowSql(createdAt, window)}
    ), touched AS MATERIALIZED (
      SELECT rule, "ruleVersion", count(*) AS findings, min(id) AS first FROM finding
      WHERE "teamId" = ${teamId} AND (judged->'confidence'->>'n')::int > 0
        AND abs(confidence - (judged->>'rawConfidence')::float8) >= ${VISIBLE}
      GROUP BY rule, "ruleVersion"
    ), said AS (
      SELECT at, coalesce(findings > 1 OR first <> "findingId", false) AS changed
      FROM verdict LEFT JOIN touched USING (rule, "ruleVersion")
      UNION ALL
      SELECT ${bucketStartSql(createdAt, window)}, false FROM review
      WHERE "teamId" = ${teamId} AND "undoneAt" IS NULL AND (verdict IS NOT NULL OR rating IS NOT NULL)
        AND ${inWindowSql(createdAt, window)}
    )
    SELECT ${asMs(sql`at`)} AS at, count(*)::int AS said, (count(*) FILTER (WHERE changed))::int AS changed
    FROM said GROUP BY said.at`)
  return rows.map((row) => {
    const { at, ...counts } = Row.parse(row)
    return { at: new Date(at).toISOString(), ...counts }
  })
}
