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
  /** those of them that changed what is thought of other findings */
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
    ), said AS (
      SELECT at, EXISTS (
        SELECT FROM finding WHERE finding."teamId" = ${teamId} AND finding.rule = verdict.rule
          AND finding."ruleVersion" = verdict."ruleVersion" AND finding.id <> verdict."findingId"
          AND (finding.judged->'confidence'->>'n')::int > 0
          AND abs(finding.confidence - (finding.judged->>'rawConfidence')::float8) >= ${VISIBLE}
      ) AS changed FROM verdict
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
