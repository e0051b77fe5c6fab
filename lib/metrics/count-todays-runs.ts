import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { Counter, Overview } from '@/lib/domain/overview'
import { wasAllowedModel } from '@/lib/runs/list/counted-runs'
import { share } from './share'

const Figures = z.tuple([
  z.object({
    started: z.number(),
    judged: z.number(),
    verified: z.number(),
    modelAllowed: z.number(),
    fellBack: z.number(),
    ended: z.number(),
    medianDurationMs: z.number().nullable(),
  }),
])

type TodaysRuns = Pick<
  Overview['counters'],
  'runsToday' | 'verifiedShare' | 'templateFallbackShare' | 'medianDurationMs'
>

/**
 * Figures of the runs started since `since`.
 * Verified share: verified ÷ runs that have a verdict.
 * Fallback share: runs with source `template` ÷ runs that are done, have a source and were allowed to call a model.
 * A run whose reason is `opted-out`, `no-provider` or `policy` was not: nothing fell back, so it does not count.
 */
export async function countTodaysRuns(teamId: string, since: Date): Promise<TodaysRuns> {
  const [row] = Figures.parse(
    await db().$queryRaw`
      SELECT count(*)::int AS started,
        (count(*) FILTER (WHERE verdict IS NOT NULL))::int AS judged,
        (count(*) FILTER (WHERE verdict = 'verified'))::int AS verified,
        (count(*) FILTER (WHERE model_allowed))::int AS "modelAllowed",
        (count(*) FILTER (WHERE model_allowed AND source = 'template'))::int AS "fellBack",
        count("durationMs")::int AS ended,
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY "durationMs"))::float8 AS "medianDurationMs"
      FROM (
        SELECT *, ${wasAllowedModel} AS model_allowed
        FROM run WHERE "teamId" = ${teamId} AND "createdAt" >= ${since.toISOString()}::timestamptz AT TIME ZONE 'UTC'
      ) AS today`,
  )
  const runsToday: Counter = { value: row.started, n: row.started }
  return {
    runsToday,
    verifiedShare: share(row.verified, row.judged),
    templateFallbackShare: share(row.fellBack, row.modelAllowed),
    medianDurationMs: { value: row.medianDurationMs, n: row.ended },
  }
}
