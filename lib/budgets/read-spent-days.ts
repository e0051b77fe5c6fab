import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { FORECAST_DAYS } from './forecast-spend'

const DAY_MS = 86_400_000

const Rows = z.array(z.object({ scope: z.string(), scopeId: z.string(), day: z.int(), spent: z.bigint() }))
const Zones = z.tuple([z.object({ today: z.int() })])

interface Scope {
  scope: string
  scopeId: string
}

/** What was spent on each day before today by one of the scopes asked for; see `SpendSoFar.days`. */
export type SpentDays = (scope: Scope) => (number | null)[]

/** SQL: a date as the number of days since 1970. */
const dayNumber = (date: Sql) => sql`(${date})::date - '1970-01-01'::date`

/**
 * Reads what the scopes have spent in the last four weeks, from the days that charts are made of. These are days of the
 * team's clocks and stand for the UTC day of the same date: of such a mean nobody asks for the hour, and hours would be
 * twenty times as many rows. Scopes of launches have no days.
 */
export async function readSpentDays(teamId: string, scopes: readonly Scope[], at: Date): Promise<SpentDays> {
  const today = Math.floor(at.getTime() / DAY_MS)
  const idsOf = (wanted: string) =>
    scopes.flatMap(({ scope, scopeId }) => (scope === wanted ? [scopeId] : []))
  const [projects, members, workflows] = [idsOf('project'), idsOf('member'), idsOf('workflow')]
  const isTeamAsked = scopes.some(({ scope }) => scope === 'team')
  const zone = sql`(SELECT "timeZone" FROM team WHERE id = ${teamId})`
  const now = sql`${at.toISOString()}::timestamptz`
  const [{ today: localToday }] = Zones.parse(
    await db().$queryRaw`SELECT ${dayNumber(sql`${now} AT TIME ZONE ${zone}`)} AS today`,
  )
  const rows = Rows.parse(
    await db().$queryRaw`
      WITH asked AS (
        SELECT id, 'project' AS scope, project AS "scopeId" FROM attempt_key
        WHERE "teamId" = ${teamId} AND level = 'projects' AND project = ANY(${projects}::text[])
        UNION ALL SELECT id, 'member', member FROM attempt_key
        WHERE "teamId" = ${teamId} AND level = 'members' AND member = ANY(${members}::text[])
        UNION ALL SELECT id, 'workflow', workflow FROM attempt_key
        WHERE "teamId" = ${teamId} AND level = 'model' AND workflow = ANY(${workflows}::text[])
        UNION ALL SELECT id, 'team', "teamId" FROM attempt_key
        WHERE "teamId" = ${teamId} AND level = 'model' AND ${isTeamAsked}::boolean
      )
      SELECT scope, "scopeId", ${dayNumber(sql`at AT TIME ZONE ${zone}`)} AS day, sum("costNanoUsd")::bigint AS spent
      FROM asked JOIN attempt_rollup ON "keyId" = asked.id AND bucket = 'day'
        AND at >= ${now} - ${FORECAST_DAYS + 2} * interval '1 day' AND at < ${now}
      GROUP BY 1, 2, 3`,
  )
  const byScope = new Map<string, Map<number, number>>()
  for (const { scope, scopeId, day, spent } of rows) {
    const key = `${scope} ${scopeId}`
    const days = byScope.get(key) ?? new Map<number, number>()
    byScope.set(key, days.set(day, Number(spent)))
  }
  return ({ scope, scopeId }) => {
    const days = byScope.get(`${scope} ${scopeId}`) ?? new Map<number, number>()
    const spentOn = [...days].flatMap(([day, spent]) => (spent > 0 ? [day] : []))
    const first = Math.max(today - FORECAST_DAYS, Math.min(today, ...spentOn))
    return Array.from({ length: today - first }, (_, index) =>
      first + index < localToday ? (days.get(first + index) ?? 0) : null,
    )
  }
}
