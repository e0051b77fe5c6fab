import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { FORECAST_DAYS } from './forecast-spend'

const DAY_MS = 86_400_000

const Rows = z.array(z.object({ scope: z.string(), scopeId: z.string(), day: z.date(), spent: z.bigint() }))

interface Scope {
  scope: string
  scopeId: string
}

/** What was spent on each whole UTC day before today by one of the scopes asked for; see `SpendSoFar.days`. */
export type SpentDays = (scope: Scope) => number[]

/**
 * Reads what the scopes have spent in the last four weeks, from the hours that charts are made of: by the second, except where
 * clocks are half an hour from UTC. Scopes of launches have no days.
 */
export async function readSpentDays(teamId: string, scopes: readonly Scope[], at: Date): Promise<SpentDays> {
  const today = Math.floor(at.getTime() / DAY_MS)
  const idsOf = (wanted: string) =>
    scopes.flatMap(({ scope, scopeId }) => (scope === wanted ? [scopeId] : []))
  const [projects, members, workflows] = [idsOf('project'), idsOf('member'), idsOf('workflow')]
  const isTeamAsked = scopes.some(({ scope }) => scope === 'team')
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
      SELECT scope, "scopeId", date_trunc('day', at AT TIME ZONE 'UTC') AS day, sum("costNanoUsd")::bigint AS spent
      FROM asked JOIN attempt_rollup ON "keyId" = asked.id AND bucket = 'hour'
        AND at >= ${new Date((today - FORECAST_DAYS) * DAY_MS).toISOString()}::timestamptz
        AND at < ${new Date(today * DAY_MS).toISOString()}::timestamptz
      GROUP BY 1, 2, 3`,
  )
  const byScope = new Map<string, Map<number, number>>()
  for (const { scope, scopeId, day, spent } of rows) {
    const key = `${scope} ${scopeId}`
    const days = byScope.get(key) ?? new Map<number, number>()
    byScope.set(key, days.set(day.getTime() / DAY_MS, Number(spent)))
  }
  return ({ scope, scopeId }) => {
    const days = byScope.get(`${scope} ${scopeId}`) ?? new Map<number, number>()
    const first = Math.min(...[...days].flatMap(([day, spent]) => (spent > 0 ? [day] : [])))
    return first === Number.POSITIVE_INFINITY
      ? []
      : Array.from({ length: today - first }, (_, index) => days.get(first + index) ?? 0)
  }
}
