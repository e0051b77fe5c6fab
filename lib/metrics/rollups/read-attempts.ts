import 'server-only'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { type AttemptDimension, AttemptFigures, type MetricWindow } from '@/lib/domain/metric'
import { callFailed, callWasMade } from '@/lib/telemetry/call-sql'
import { ATTEMPT_KEY_SQL } from './dimension-sql'
import { filterSql, type GivenFilters } from './filter-sql'
import { arrayOf, toCells } from './to-cells'
import { asMs, bucketStartSql, inWindowSql } from './window-sql'

const lookedUp = sql`("cacheHit" OR "cacheMissReason" IS NOT NULL)`
const once = sql`count(DISTINCT ("runId", "tryNumber", "cacheKey"))`

const FIGURES_SQL = {
  attempts: sql`count(*)`,
  calls: sql`count(*) FILTER (WHERE ${callWasMade})`,
  failedCalls: sql`count(*) FILTER (WHERE ${callFailed})`,
  lookups: sql`${once} FILTER (WHERE ${lookedUp})`,
  hits: sql`${once} FILTER (WHERE "cacheHit")`,
  costNanoUsd: sql`sum("costNanoUsd")`,
  failedCostNanoUsd: sql`sum("costNanoUsd") FILTER (WHERE outcome <> 'ok')`,
  repairCostNanoUsd: sql`sum("costNanoUsd") FILTER (WHERE "repairRound" > 0)`,
  inputTokens: sql`sum("inputTokens")`,
  outputTokens: sql`sum("outputTokens")`,
  cacheReadTokens: sql`sum("cacheReadTokens")`,
  cacheWrite5mTokens: sql`sum("cacheWrite5mTokens")`,
  cacheWrite1hTokens: sql`sum("cacheWrite1hTokens")`,
  hitSavedNanoUsd: sql`0`,
  hitSavedMs: sql`0`,
} satisfies Record<keyof AttemptFigures, Sql>

/** Sums over the attempts of one bucket (or of the whole window) that have the same keys. */
export interface AttemptCell {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  /**
   * what was asked for by `by`: `project` is the project's id, `member` the user's, `prompt` like `workflow/stage.vN`,
   * `isBatch` and `isRepair` are `true` or `false`; null: the attempt has none
   */
  keys: Partial<Record<AttemptDimension, string | null>>
  figures: AttemptFigures
}

/**
 * What a team's attempts of a window come to, by bucket and `by`; exact at once, also for rows of a moment ago. Buckets and
 * keys without attempts are left out. `total`: one cell for the whole window instead of one for each bucket.
 */
export async function readAttempts(
  teamId: string,
  {
    window,
    filters = {},
    by,
    total = false,
  }: { window: MetricWindow; filters?: GivenFilters; by: AttemptDimension[]; total?: boolean },
): Promise<AttemptCell[]> {
  const at = total ? sql`NULL::float8` : asMs(bucketStartSql(sql`"createdAt"`, window))
  const rows = await queryOften(sql`
    SELECT ${at} AS at, ${arrayOf(by, ATTEMPT_KEY_SQL)}::text[] AS keys,
      array_replace(${arrayOf(AttemptFigures.keyof().options, FIGURES_SQL)}::float8[], NULL, 0) AS figures
    FROM attempt
    WHERE "teamId" = ${teamId} AND ${inWindowSql(sql`"createdAt"`, window)} AND ${filterSql(teamId, filters, ATTEMPT_KEY_SQL)}
    GROUP BY 1, 2`)
  return toCells(rows, by, AttemptFigures)
}
