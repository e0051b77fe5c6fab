import 'server-only'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import type { MetricWindow, TimedThing } from '@/lib/domain/metric'
import { filterSql, type GivenFilters } from './filter-sql'
import type { TimedDimension } from './levels'
import { isTimedSql, METRIC_KINDS, type MetricKind } from './metric-kind'
import { splitAtDays } from './split-at-days'
import { bucketStartSql, columnsSql, inWindowSql } from './window-sql'

/** What a reader of distributions is asked. */
export interface PercentilesQuestion {
  window: MetricWindow
  filters?: GivenFilters
  thing: TimedThing
  by: TimedDimension[]
  /** 0..1 */
  quantiles: number[]
  /** one cell for the whole window instead of one for each bucket */
  total?: boolean
}

/** Whose rows a thing is measured of, and the column of its bins. */
export function kindOf(thing: TimedThing): { kind: MetricKind; column: string } {
  for (const kind of METRIC_KINDS) {
    const column = Object.entries(kind.timed.bins).find(([, is]) => is === thing)?.[0]
    if (column !== undefined) return { kind, column }
  }
  throw new Error(`nothing is known of ${thing}`)
}

/** SQL: bins of rows with how many are in them, several times each. */
function binPartsSql(teamId: string, question: PercentilesQuestion, level: string | undefined): Sql {
  const { kind, column } = kindOf(question.thing)
  const { window, filters = {}, by, total = false } = question
  const { name, count, timed } = kind
  const unknown = by.filter((dimension) => !timed.dimensions.includes(dimension))
  const keys = constantSql(
    by.map((one) => `, ${unknown.includes(one) ? 'NULL::text' : `"${one}"`} AS "${one}"`).join(''),
  )
  const filtered = filterSql(teamId, filters, timed.dimensions)
  const bin = constantSql(`"${column}"`)
  const isTimed = constantSql(`"${column}" IS NOT NULL AND ${isTimedSql(kind)}`)
  const at = total ? sql`NULL::timestamptz` : bucketStartSql(sql`"at"`, window)
  const countColumn = constantSql(`"${count}"`)
  if (level === undefined) {
    const time = constantSql(`given."${kind.time}"`)
    return sql`
      SELECT ${at} AS at${keys}, ${bin} AS bin, ${countColumn} AS n
      FROM (
        SELECT facts.* FROM ${constantSql(name)} AS given, ${constantSql(`${name}_facts`)}(given, 1) AS facts
        WHERE given."teamId" = ${teamId} AND ${inWindowSql(time, window)}
      ) AS facts
      WHERE ${isTimed} AND ${filtered}`
  }
  return sql`
    SELECT ${total ? sql`NULL::timestamptz AS at` : sql`binned.at`}${keys}, binned.bin, binned.n
    FROM timed_key AS keys, LATERAL (
      SELECT rollup.at, one.bin, one.n
      FROM timed_rollup AS rollup, unnest(rollup.bins, rollup.counts) AS one (bin, n)
      WHERE rollup."keyId" = keys.id AND rollup.bucket = ${window.bucket}
        AND rollup.at >= ${window.from}::timestamptz AND rollup.at < ${window.until}::timestamptz
      OFFSET 0
    ) AS binned
    WHERE "teamId" = ${teamId} AND level = ${level} AND thing = ${question.thing} AND ${filtered}
    UNION ALL
    SELECT ${at}${keys}, ${bin}, ${countColumn}
    FROM ${constantSql(`${name}_delta`)}
    WHERE "teamId" = ${teamId} AND ${inWindowSql(sql`"at"`, window)} AND ${isTimed} AND ${filtered}`
}

/**
 * SQL: by bucket (`at`), `by` and bin (`bin`) how many there are (`n`), in the histograms of a level and the deltas that are
 * not in them yet; without a level, in the rows themselves. `dayLevel`: of a whole window by the hour that no level has, the
 * days within are read from the histograms of that one.
 */
export function binsSql(
  teamId: string,
  question: PercentilesQuestion,
  level: string | undefined,
  dayLevel?: string,
): Sql {
  const { by, window } = question
  const parts =
    dayLevel === undefined
      ? binPartsSql(teamId, question, level)
      : splitAtDays(window)
          .map((part) =>
            binPartsSql(teamId, { ...question, window: part }, part.bucket === 'day' ? dayLevel : undefined),
          )
          .reduce((all, part) => sql`${all} UNION ALL ${part}`)
  return sql`
    SELECT part.at${columnsSql(by)}, part.bin, sum(n) AS n FROM (${parts}) AS part
    GROUP BY part.at${columnsSql(by)}, part.bin
    HAVING sum(n) <> 0`
}
