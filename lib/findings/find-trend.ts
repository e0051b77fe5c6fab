import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { TrendPoint } from '@/lib/domain/finding-verdict'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { SEEN_IN } from './list/seen-in-sql'

export const TrendQuery = z.object({
  /** slug; absent: all projects */
  project: z.string().max(80).optional(),
  days: z.coerce.number().int().min(1).max(366).default(30),
})
export type TrendQuery = z.input<typeof TrendQuery>

/**
 * Day by day (UTC) what was found, accepted, dismissed and fixed in the projects' own text, up to today; days without any are
 * there with 0. What stands only in a change is left out, as in lists.
 */
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
        SELECT "firstSeenAt"::date AS day, 'found' AS what, id AS "findingId" FROM finding, first
          WHERE "teamId" = ${teamId} AND "firstSeenAt" >= first.day
        UNION ALL SELECT "fixedAt"::date, 'fixed', id FROM finding, first
          WHERE "teamId" = ${teamId} AND "fixedAt" >= first.day
        UNION ALL SELECT "createdAt"::date, verdict, "findingId" FROM finding_verdict, first
          WHERE "teamId" = ${teamId} AND "createdAt" >= first.day AND "undoneAt" IS NULL
      ), counted AS (
        SELECT happened.day, happened.what FROM happened JOIN finding ON finding.id = happened."findingId"
        WHERE finding."projectId" IN (SELECT id FROM asked) AND ${SEEN_IN} = 'project'
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
