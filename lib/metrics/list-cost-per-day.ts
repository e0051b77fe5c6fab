import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { CostDay } from '@/lib/domain/overview'
import { callFailed, callWasMade } from '@/lib/telemetry/call-sql'
import { lastUtcDays, startOfUtcDay } from './utc-days'

const Rows = z.array(
  z.object({ day: z.string(), costNanoUsd: z.bigint(), calls: z.number(), failedCalls: z.number() }),
)

/** What the team's model calls cost on each of the last `days` UTC days, days without calls included. */
export async function listCostPerDay(teamId: string, now: Date, days: number): Promise<CostDay[]> {
  const rows = Rows.parse(
    await db().$queryRaw`
      SELECT to_char("createdAt", 'YYYY-MM-DD') AS day, coalesce(sum("costNanoUsd"), 0)::bigint AS "costNanoUsd",
        (count(*) FILTER (WHERE ${callWasMade}))::int AS calls,
        (count(*) FILTER (WHERE ${callFailed}))::int AS "failedCalls"
      FROM attempt
      WHERE "teamId" = ${teamId} AND source = 'model' AND "createdAt" >= ${startOfUtcDay(now, days - 1).toISOString()}::timestamptz AT TIME ZONE 'UTC'
      GROUP BY 1`,
  )
  const byDay = new Map(rows.map((row) => [row.day, row]))
  return lastUtcDays(now, days).map((day) => {
    const row = byDay.get(day)
    const { calls = 0, failedCalls = 0 } = row ?? {}
    return { day, costNanoUsd: Number(row?.costNanoUsd ?? 0), calls, failedCalls }
  })
}
