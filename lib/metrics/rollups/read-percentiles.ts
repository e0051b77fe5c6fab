import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import type { MetricWindow, TimedThing } from '@/lib/domain/metric'
import { callWasMade } from '@/lib/telemetry/call-sql'
import { ATTEMPT_KEY_SQL, RUN_KEY_SQL } from './dimension-sql'
import { filterSql, type GivenFilters } from './filter-sql'
import { arrayOf, withNames } from './to-cells'
import { asMs, bucketStartSql, inWindowSql } from './window-sql'

/** Which dimensions a thing's distribution can be split by and filtered by. */
export type TimedDimension = 'workflow' | 'stage' | 'tier' | 'project' | 'source'

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

const none = sql`NULL::text`
const ofAttempts = {
  rows: 'attempts',
  keys: { ...ATTEMPT_KEY_SQL, source: none },
} as const
const ofRuns = { rows: 'runs', keys: { ...RUN_KEY_SQL, stage: none, tier: none } } as const

const hasEnded = sql`status IN ('done', 'failed', 'cancelled')`
const THINGS = {
  latency: { ...ofAttempts, value: sql`"latencyMs"`, isOf: callWasMade },
  'first-token': { ...ofAttempts, value: sql`"timeToFirstTokenMs"`, isOf: callWasMade },
  'queue-wait': {
    ...ofRuns,
    value: sql`(extract(epoch FROM "startedAt" - "createdAt") * 1000)::int`,
    isOf: hasEnded,
  },
  'run-duration': { ...ofRuns, value: sql`"durationMs"`, isOf: hasEnded },
} satisfies Record<TimedThing, { rows: string; keys: Record<TimedDimension, Sql>; value: Sql; isOf: Sql }>

const Row = z.object({
  at: z.number().nullable(),
  keys: z.array(z.string().nullable()),
  n: z.coerce.number(),
  values: z.array(z.number()),
})

/**
 * Percentiles of how long something took, by bucket and `by`. `latency` and `first-token` are of model calls by the time
 * they were made, and know project, workflow, stage and tier; `queue-wait` (from launch to start) and `run-duration` are of
 * ended runs by the time they ended, and know project, workflow and source. Other filters are not followed. `quantiles`
 * are 0..1. Buckets and keys without any are left out. `total`: one cell for the whole window.
 */
export async function readPercentiles(
  teamId: string,
  {
    window,
    filters = {},
    thing,
    by,
    quantiles,
    total = false,
  }: {
    window: MetricWindow
    filters?: GivenFilters
    thing: TimedThing
    by: TimedDimension[]
    quantiles: number[]
    total?: boolean
  },
): Promise<PercentileCell[]> {
  const { rows: from, keys, value, isOf } = THINGS[thing]
  const time = from === 'runs' ? sql`"endedAt"` : sql`"createdAt"`
  const at = total ? sql`NULL::float8` : asMs(bucketStartSql(time, window))
  const { project, workflow, tier } = keys
  const rows = await queryOften(sql`
    SELECT ${at} AS at, ${arrayOf(by, keys)}::text[] AS keys, count(*) AS n,
      percentile_disc(${quantiles}::float8[]) WITHIN GROUP (ORDER BY ${value}::float8) AS values
    FROM ${from === 'runs' ? sql`run` : sql`attempt`}
    WHERE "teamId" = ${teamId} AND ${isOf} AND ${value} IS NOT NULL AND ${inWindowSql(time, window)}
      AND ${filterSql(teamId, filters, from === 'runs' ? { project, workflow } : { project, workflow, tier })}
    GROUP BY 1, 2`)
  return rows.map((row) => {
    const cell = Row.parse(row)
    return {
      at: cell.at === null ? null : new Date(cell.at).toISOString(),
      keys: withNames(by, cell.keys),
      n: cell.n,
      values: cell.values,
    }
  })
}
