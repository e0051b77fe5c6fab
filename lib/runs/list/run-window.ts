import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { RunOutcome, RunQuery } from '@/lib/domain/run-query'

type Bounds = Pick<RunQuery, 'from' | 'until'>

/** Condition on a UTC time: it lies in the window. */
export function windowSql(time: Sql, { from, until }: Bounds): Sql {
  const begin = from === undefined ? sql`true` : sql`${time} >= ${from}::timestamptz AT TIME ZONE 'UTC'`
  const end = until === undefined ? sql`true` : sql`${time} < ${until}::timestamptz AT TIME ZONE 'UTC'`
  return sql`(${begin} AND ${end})`
}

/** The same as a filter of a query for rows. */
export function windowWhere({ from, until }: Bounds): { gte?: Date; lt?: Date } {
  return {
    gte: from === undefined ? undefined : new Date(from),
    lt: until === undefined ? undefined : new Date(until),
  }
}

const ENDED = ['done', 'failed', 'cancelled']

/** Condition on rows of `run`: what the query asks of their launch, end and outcome. */
export function timeSql(query: RunQuery): Sql {
  const { time, outcome } = query
  const ended = outcome.length === 0 ? sql`true` : sql`${outcomeSql} = ANY(${outcome}::text[])`
  // No attempt is older than its run: from there on, the newest runs are found in their order.
  if (time === 'attempted')
    return sql`(${windowSql(sql`run."createdAt"`, { until: query.until })} AND ${ended})`
  if (time === 'launched') return sql`(${windowSql(sql`run."createdAt"`, query)} AND ${ended})`
  if (time === 'judged') return sql`(${wasJudged(query)} AND ${ended})`
  return sql`(run.status = ANY(${ENDED}::text[]) AND ${windowSql(sql`run."endedAt"`, query)} AND ${ended})`
}

/** Condition on rows of `run`: a verdict that says whether a finding of theirs is true, and stands, lies in the window. */
const wasJudged = (bounds: Bounds) => sql`EXISTS (
  SELECT FROM finding_sighting AS sighting JOIN finding_verdict AS verdict ON verdict."findingId" = sighting."findingId"
  WHERE sighting."runId" = run.id AND verdict."undoneAt" IS NULL AND verdict.reason IS DISTINCT FROM 'wont-fix'
    AND ${windowSql(sql`verdict."createdAt"`, bounds)})`

/** The `RunOutcome` of a row of `run`; no other word of an open run. */
const outcomeSql = sql`(CASE WHEN run.status = 'done' THEN run.verdict ELSE run.status END)`

/** The same as `where` of a query for rows. */
export function timeWhere(query: RunQuery): object[] {
  const ended = query.outcome.length === 0 ? [] : [outcomeWhere(query.outcome)]
  if (query.time === 'attempted') return [{ createdAt: windowWhere({ until: query.until }) }, ...ended]
  if (query.time === 'launched') return [{ createdAt: windowWhere(query) }, ...ended]
  if (query.time === 'judged') return [judgedWhere(query), ...ended]
  return [{ status: { in: ENDED }, endedAt: windowWhere(query) }, ...ended]
}

function judgedWhere(bounds: Bounds) {
  const saysWhetherTrue = { OR: [{ reason: null }, { reason: { not: 'wont-fix' } }] }
  const verdict = { undoneAt: null, createdAt: windowWhere(bounds), ...saysWhetherTrue }
  return { sightings: { some: { finding: { verdicts: { some: verdict } } } } }
}

function outcomeWhere(outcomes: RunOutcome[]) {
  return { OR: [{ status: 'done', verdict: { in: outcomes } }, { status: { in: outcomes } }] }
}
