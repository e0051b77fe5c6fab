import 'server-only'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { queryWhole } from '@/lib/db/query-whole'
import { sql } from '@/lib/db/sql'
import type { MetricWindow } from '@/lib/domain/metric'
import { bucketsOf } from '../rollups/buckets-of'
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

/** Of a large team a million words are counted, of which hardly one of a day that is over changes. */
const KEPT_MS = 60_000
const past = new LRUCache<string, Promise<WordsCell[]>>({ max: 200, ttl: KEPT_MS })

/**
 * What a team's people said in a window, and how much of it changed something: a verdict does when another finding of its
 * rule has another confidence than its rule alone would give it. What is said of outputs is kept and changes nothing so far.
 * What is said or taken back of days before the window's last is told a minute later.
 */
export async function readWords(teamId: string, window: MetricWindow): Promise<WordsCell[]> {
  const last = bucketsOf(window).at(-1) ?? window.from
  const before = { ...window, until: last }
  const key = JSON.stringify([teamId, before])
  const kept = past.get(key) ?? countWords(teamId, before)
  past.set(key, kept, { noUpdateTTL: true })
  kept.catch(() => past.delete(key))
  const [earlier, now] = await Promise.all([kept, countWords(teamId, { ...window, from: last })])
  return [...earlier, ...now]
}

async function countWords(teamId: string, window: MetricWindow): Promise<WordsCell[]> {
  const createdAt = sql`"createdAt"`
  const rows = await queryWhole(sql`
    WITH verdict AS (
      SELECT ${bucketStartSql(createdAt, window)} AS at, "findingId", rule, "ruleVersion" FROM finding_verdict
      WHERE "teamId" = ${teamId} AND "undoneAt" IS NULL AND ${inWindowSql(createdAt, window)}
    ), touched AS MATERIALIZED (
      SELECT rule, "ruleVersion", count(*) AS findings, min(id) AS first FROM finding
      WHERE "teamId" = ${teamId} AND (judged->'confidence'->>'n')::int > 0
        AND abs(confidence - (judged->>'rawConfidence')::float8) >= ${VISIBLE}
      GROUP BY rule, "ruleVersion"
    ), reviewed AS (
      -- Every zone's hours begin with a quarter of one: what begins a bucket is worked out for few of them.
      SELECT date_bin('15 minutes', "createdAt", '2000-01-01') AS quarter, count(*) AS n FROM review
      WHERE "teamId" = ${teamId} AND "undoneAt" IS NULL AND (verdict IS NOT NULL OR rating IS NOT NULL)
        AND ${inWindowSql(createdAt, window)}
      GROUP BY 1
    ), said AS (
      SELECT at, coalesce(findings > 1 OR first <> "findingId", false) AS changed, 1 AS n
      FROM verdict LEFT JOIN touched USING (rule, "ruleVersion")
      UNION ALL
      SELECT ${bucketStartSql(sql`quarter`, window)}, false, n FROM reviewed
    )
    SELECT ${asMs(sql`at`)} AS at, sum(n)::int AS said, coalesce(sum(n) FILTER (WHERE changed), 0)::int AS changed
    FROM said GROUP BY said.at`)
  return rows.map((row) => {
    const { at, ...counts } = Row.parse(row)
    return { at: new Date(at).toISOString(), ...counts }
  })
}
