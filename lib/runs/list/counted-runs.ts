import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { CountedRuns } from '@/lib/domain/run-query'
import type { RunReason } from '@/lib/domain/words'

/** With these reasons a run was allowed no model, so that nothing fell back. */
const NO_MODEL_ALLOWED: RunReason[] = ['opted-out', 'no-provider', 'policy']

/** Condition on rows of `run`: done, with a source, and allowed to call a model. */
export const wasAllowedModel: Sql = sql`(run.status = 'done' AND run.source IS NOT NULL
  AND coalesce(run.reason, '') <> ALL(${NO_MODEL_ALLOWED}::text[]))`

/** Conditions on rows of `run`: those that a share of the overview counts. */
export const COUNTED_SQL = {
  verified: sql`run.verdict = 'verified'`,
  fallback: sql`(${wasAllowedModel} AND run.source = 'template')`,
  'cache-hit': sql`EXISTS (SELECT FROM attempt WHERE attempt."runId" = run.id AND attempt."cacheHit")`,
} satisfies Record<CountedRuns, Sql>

/** The same as `where` of a query for rows. */
export const COUNTED_WHERE = {
  verified: { verdict: 'verified' },
  fallback: {
    status: 'done',
    source: 'template',
    OR: [{ reason: null }, { reason: { notIn: NO_MODEL_ALLOWED } }],
  },
  'cache-hit': { attempts: { some: { cacheHit: true } } },
} satisfies Record<CountedRuns, object>
