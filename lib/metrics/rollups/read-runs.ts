import 'server-only'
import { queryOften } from '@/lib/db/query-often'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import { type MetricWindow, type RunDimension, RunFiguresSum } from '@/lib/domain/metric'
import { wasAllowedModel } from '@/lib/runs/list/counted-runs'
import { RUN_KEY_SQL } from './dimension-sql'
import { filterSql, type GivenFilters } from './filter-sql'
import { arrayOf, toCells } from './to-cells'
import { asMs, bucketStartSql, inWindowSql } from './window-sql'

const counted = (condition: Sql) => sql`count(*) FILTER (WHERE ${condition})`
const isVerified = sql`(status = 'done' AND verdict = 'verified')`
const isTimed = sql`("modelCalls" > 0 AND "durationMs" IS NOT NULL)`
const figure = (name: string) => sql`sum((figures->>${constantSql(`'${name}'`)})::int)`

const FIGURES_SQL = {
  runs: sql`count(*)`,
  verified: counted(isVerified),
  unverified: counted(sql`status = 'done' AND verdict = 'unverified'`),
  rejected: counted(sql`status = 'done' AND verdict = 'rejected'`),
  failed: counted(sql`status = 'failed'`),
  cancelled: counted(sql`status = 'cancelled'`),
  modelAllowed: counted(wasAllowedModel),
  fallbacks: counted(sql`${wasAllowedModel} AND source = 'template'`),
  costNanoUsd: sql`sum("costNanoUsd")`,
  verifiedCostNanoUsd: sql`sum("costNanoUsd") FILTER (WHERE ${isVerified})`,
  timedRuns: counted(isTimed),
  durationMs: sql`sum("durationMs") FILTER (WHERE ${isTimed})`,
  within30s: counted(sql`${isTimed} AND "durationMs" <= 30000`),
  reviewed: counted(sql`"reviewVerdict" IS NOT NULL`),
  acceptedUnedited: counted(
    sql`"reviewVerdict" = 'accepted' AND ${isVerified} AND NOT jsonb_exists(figures, 'edit')`,
  ),
  edited: counted(sql`"reviewVerdict" = 'edited'`),
  rejectedByPerson: counted(sql`"reviewVerdict" = 'rejected'`),
  ratings: counted(sql`rating IS NOT NULL`),
  ratingSum: sql`sum(rating)`,
  reviewSeconds: sql`0`,
  reviewTimed: sql`0`,
  statements: figure('statements'),
  coveredStatements: figure('coveredStatements'),
  branches: figure('branches'),
  coveredBranches: figure('coveredBranches'),
  measuredRuns: counted(sql`jsonb_exists(figures, 'statements')`),
} satisfies Record<keyof RunFiguresSum, Sql>

/** Sums over the runs that ended in one bucket (or in the whole window) and have the same keys. */
export interface RunCell {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  /**
   * what was asked for by `by`: `project` is the project's id, `member` the user's, `outcome` the own verdict of a run that
   * is done, else `failed` or `cancelled`; null: the run has none
   */
  keys: Partial<Record<RunDimension, string | null>>
  figures: RunFiguresSum
}

/**
 * What a team's runs that ended in a window come to, by bucket and `by`; exact at once, also for runs of a moment ago and
 * for late words on old ones. Filters by model and tier are about attempts: they are not followed here. Buckets and keys
 * without runs are left out. `total`: one cell for the whole window instead of one for each bucket.
 */
export async function readRuns(
  teamId: string,
  {
    window,
    filters = {},
    by,
    total = false,
  }: { window: MetricWindow; filters?: GivenFilters; by: RunDimension[]; total?: boolean },
): Promise<RunCell[]> {
  const at = total ? sql`NULL::float8` : asMs(bucketStartSql(sql`"endedAt"`, window))
  const { project, workflow, member, prompt } = RUN_KEY_SQL
  const rows = await queryOften(sql`
    SELECT ${at} AS at, ${arrayOf(by, RUN_KEY_SQL)}::text[] AS keys,
      array_replace(${arrayOf(RunFiguresSum.keyof().options, FIGURES_SQL)}::float8[], NULL, 0) AS figures
    FROM run
    WHERE "teamId" = ${teamId} AND status IN ('done', 'failed', 'cancelled') AND ${inWindowSql(sql`"endedAt"`, window)}
      AND ${filterSql(teamId, filters, { project, workflow, member, prompt })}
    GROUP BY 1, 2`)
  return toCells(rows, by, RunFiguresSum)
}
