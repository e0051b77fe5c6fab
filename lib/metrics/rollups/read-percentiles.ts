import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { constantSql, sql } from '@/lib/db/sql'
import { binsSql, kindOf, type PercentilesQuestion } from './bins-sql'
import { findLevel, type TimedDimension } from './levels'
import { quantileOf } from './quantile-of'
import { neededFor } from './read-sums'
import { withNames } from './to-cells'
import { asMs, columnsSql } from './window-sql'

/** The distribution of one bucket (or of the whole window) and keys. */
export interface PercentileCell {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  /** `project` is the project's id; null: there is none, or the thing does not know the dimension */
  keys: Partial<Record<TimedDimension, string | null>>
  /** how many calls or runs it rests on */
  n: number
  /** milliseconds, in the order of `quantiles`; within 2 % of the value of that rank */
  values: number[]
}

const Row = z.object({
  at: z.number().nullable(),
  keys: z.array(z.string().nullable()),
  bins: z.array(z.number()),
  counts: z.array(z.number()),
})

/**
 * Percentiles of how long something took, by bucket and `by`; exact at once but for the width of a bin. `latency` and
 * `first-token` are of model calls by the time they were made, and know project, workflow, stage and tier; `queue-wait`
 * (from launch to the start of a first try) and `run-duration` (of runs that are done) are by the time a run ended, and know
 * project, workflow and source. Other filters are not followed. Buckets and keys without any are left out.
 */
export async function readPercentiles(
  teamId: string,
  question: PercentilesQuestion,
): Promise<PercentileCell[]> {
  const { by, quantiles } = question
  const keys = constantSql(by.map((name) => `"${name}"`).join(', '))
  const { kind } = kindOf(question.thing)
  const needed = neededFor(kind.timed.dimensions, question) as TimedDimension[]
  const { window, total = false } = question
  const level = findLevel(kind.timed.levels, needed, window.bucket)
  const dayLevel = level === undefined && total ? findLevel(kind.timed.levels, needed, 'day') : undefined
  const rows = await queryOften(sql`
    SELECT ${asMs(sql`at`)} AS at, ARRAY[${keys}]::text[] AS keys,
      array_agg(bin ORDER BY bin) AS bins, array_agg(n ORDER BY bin)::float8[] AS counts
    FROM (${binsSql(teamId, question, level?.name, dayLevel?.name)}) AS summed
    GROUP BY at${columnsSql(by)}`)
  return rows.map((row) => {
    const { at, bins, counts, ...cell } = Row.parse(row)
    return {
      at: at === null ? null : new Date(at).toISOString(),
      keys: withNames(by, cell.keys),
      n: counts.reduce((sum, count) => sum + count, 0),
      values: quantiles.map((quantile) => quantileOf({ bins, counts }, quantile)),
    }
  })
}
