import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { Overview } from '@/lib/domain/overview'
import { callFailed, callWasMade } from '@/lib/telemetry/call-sql'
import { share } from './share'

const Figures = z.tuple([
  z.object({
    calls: z.number(),
    failed: z.number(),
    costNanoUsd: z.bigint(),
    lookups: z.number(),
    hits: z.number(),
  }),
])

/**
 * Cost and cache of the attempts since `since`. A cache lookup is one key asked for in one try of a run, however many
 * model calls a miss then led to; hit share = hits ÷ lookups.
 */
export async function sumTodaysAttempts(
  teamId: string,
  since: Date,
): Promise<Pick<Overview['counters'], 'costTodayNanoUsd' | 'failedCallsToday' | 'cacheHitShare'>> {
  const [row] = Figures.parse(
    await db().$queryRaw`
      SELECT (count(*) FILTER (WHERE ${callWasMade}))::int AS calls,
        (count(*) FILTER (WHERE ${callFailed}))::int AS failed,
        coalesce(sum("costNanoUsd"), 0)::bigint AS "costNanoUsd",
        (count(DISTINCT ("runId", "tryNumber", "cacheKey"))
          FILTER (WHERE "cacheHit" OR "cacheMissReason" IS NOT NULL))::int AS lookups,
        (count(DISTINCT ("runId", "tryNumber", "cacheKey")) FILTER (WHERE "cacheHit"))::int AS hits
      FROM attempt WHERE "teamId" = ${teamId} AND "createdAt" >= ${since.toISOString()}::timestamptz AT TIME ZONE 'UTC'`,
  )
  return {
    costTodayNanoUsd: { value: row.calls === 0 ? null : Number(row.costNanoUsd), n: row.calls },
    failedCallsToday: row.failed,
    cacheHitShare: share(row.hits, row.lookups),
  }
}
