import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { OutcomeDay } from '@/lib/domain/overview'
import { lastUtcDays, startOfUtcDay } from './utc-days'

const Outcome = z.enum(['verified', 'unverified', 'rejected', 'failed', 'cancelled'])
const Rows = z.array(z.object({ day: z.string(), outcome: Outcome, runs: z.number() }))

/** How the team's runs ended on each of the last `days` UTC days, days without runs included. */
export async function listOutcomePerDay(teamId: string, now: Date, days: number): Promise<OutcomeDay[]> {
  const since = startOfUtcDay(now, days - 1)
  // A run ends after it was created: the index on createdAt bounds the scan, a week covers the longest queue.
  const createdSince = startOfUtcDay(now, days + 6)
  const rows = Rows.parse(
    await db().$queryRaw`
      SELECT to_char("endedAt", 'YYYY-MM-DD') AS day,
        CASE WHEN status = 'done' THEN verdict ELSE status END AS outcome, count(*)::int AS runs
      FROM run
      WHERE "teamId" = ${teamId} AND "createdAt" >= ${createdSince.toISOString()}::timestamptz AT TIME ZONE 'UTC' AND "endedAt" >= ${since.toISOString()}::timestamptz AT TIME ZONE 'UTC'
        AND (status IN ('failed', 'cancelled') OR (status = 'done' AND verdict IS NOT NULL))
      GROUP BY 1, 2`,
  )
  const runsOf = (day: string, outcome: z.infer<typeof Outcome>) =>
    rows.find((row) => row.day === day && row.outcome === outcome)?.runs ?? 0
  return lastUtcDays(now, days).map((day) => ({
    day,
    verified: runsOf(day, 'verified'),
    unverified: runsOf(day, 'unverified'),
    rejected: runsOf(day, 'rejected'),
    failed: runsOf(day, 'failed'),
    cancelled: runsOf(day, 'cancelled'),
  }))
}
