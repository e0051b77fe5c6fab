import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { TrendPoint } from '@/lib/domain/finding-verdict'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

export const TrendQuery = z.object({
  /** slug; absent: all projects */
  project: z.string().max(80).optional(),
  days: z.coerce.number().int().min(1).max(366).default(30),
})
export type TrendQuery = z.input<typeof TrendQuery>

/** Day by day (UTC) what was found, accepted, dismissed and fixed, up to today; days without any are there with 0. */
export async function findTrend(ctx: TeamContext, input: TrendQuery = {}): Promise<TrendPoint[]> {
  assertCan(ctx, 'view')
  const { project = null, days } = parseInput(TrendQuery, input)
  const { teamId } = ctx
  return z.array(TrendPoint).parse(
    await db().$queryRaw`
      WITH first AS (
        SELECT (now() AT TIME ZONE 'UTC')::date - (${days}::int - 1) AS day
      ), asked AS (
        SELECT id FROM project WHERE "teamId" = ${teamId} AND (${project}::text IS NULL OR slug = ${project})
      ), happened AS (
        SELECT "firstSeenAt"::date AS day, 'found' AS what, "projectId" FROM finding, first
          WHERE "teamId" = ${teamId} AND "firstSeenAt" >= first.day
        UNION ALL SELECT "fixedAt"::date, 'fixed', "projectId" FROM finding, first
          WHERE "teamId" = ${teamId} AND "fixedAt" >= first.day
        UNION ALL SELECT "createdAt"::date, verdict, "projectId" FROM finding_verdict, first
          WHERE "teamId" = ${teamId} AND "createdAt" >= first.day AND "undoneAt" IS NULL
      ), counted AS (
        SELECT happened.* FROM happened JOIN asked ON asked.id = happened."projectId"
      )
      SELECT to_char(axis.day, 'YYYY-MM-DD') AS day,
        count(*) FILTER (WHERE what = 'found')::int AS found,
        count(*) FILTER (WHERE what = 'accepted')::int AS accepted,
        count(*) FILTER (WHERE what = 'dismissed')::int AS dismissed,
        count(*) FILTER (WHERE what = 'fixed')::int AS fixed
      FROM first CROSS JOIN generate_series(first.day, (now() AT TIME ZONE 'UTC')::date, interval '1 day') AS axis(day)
      LEFT JOIN counted ON counted.day = axis.day::date
      GROUP BY 1 ORDER BY 1`,
  )
}
