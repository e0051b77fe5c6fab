import 'server-only'
import { nothingThere, type Sql, sql } from '@/lib/db/sql'
import type { CountedRuns } from '@/lib/domain/run-query'
import { NO_MODEL_ALLOWED } from '@/lib/domain/template-scope'

/** Condition on rows of `run`: done, with a source, and allowed to call a model. */
export const wasAllowedModel: Sql = sql`(run.status = 'done' AND run.source IS NOT NULL
  AND coalesce(run.reason, '') <> ALL(${NO_MODEL_ALLOWED}::text[]))`

const MODEL_ALLOWED = {
  status: 'done',
  source: { not: null },
  OR: [{ reason: null }, { reason: { notIn: NO_MODEL_ALLOWED } }],
}

/** Conditions on rows of `run`: those that a figure counts. */
export const COUNTED_SQL = {
  verified: sql`run.verdict = 'verified'`,
  'model-allowed': wasAllowedModel,
  fallback: sql`(${wasAllowedModel} AND run.source = 'template')`,
  'cache-hit': sql`EXISTS (SELECT FROM attempt WHERE attempt."runId" = run.id AND attempt."cacheHit")`,
  reviewed: sql`run."reviewVerdict" IS NOT NULL`,
  rated: sql`run.rating IS NOT NULL`,
  measured: sql`jsonb_exists(run.figures, 'statements')`,
  planted: sql`(run.figures->>'mutantsRun')::int > 0`,
  examples: sql`(run.figures->>'examplesRun')::int > 0`,
  waited: sql`(run."tryNumber" = 1 AND run."startedAt" IS NOT NULL)`,
  'timed-reviews': sql`(run."reviewVerdict" IS NOT NULL AND run."reviewSeconds" IS NOT NULL)`,
} satisfies Record<CountedRuns, Sql>

/** The same as `where` of a query for rows. */
export const COUNTED_WHERE = {
  verified: { verdict: 'verified' },
  'model-allowed': MODEL_ALLOWED,
  fallback: { ...MODEL_ALLOWED, source: 'template' },
  'cache-hit': { attempts: { some: { cacheHit: true } } },
  reviewed: { reviewVerdict: { not: null } },
  rated: { rating: { not: null } },
  measured: { NOT: { figures: { path: ['statements'], equals: nothingThere } } },
  planted: { figures: { path: ['mutantsRun'], gt: 0 } },
  examples: { figures: { path: ['examplesRun'], gt: 0 } },
  waited: { tryNumber: 1, startedAt: { not: null } },
  'timed-reviews': { reviewVerdict: { not: null }, reviewSeconds: { not: null } },
} satisfies Record<CountedRuns, object>
