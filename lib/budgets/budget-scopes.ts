import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { WorkflowName } from '@/lib/domain/words'

/** What a call belongs to: every budget of any of these binds it. */
export interface BudgetScopes {
  teamId: string
  projectId: string
  launchId: string
  workflow: WorkflowName
  userId: string
}

/** SQL: whether the scope of a row of `budget` (or of what has its columns) holds for what is given. */
function bindsTo({ teamId, projectId, launchId, workflow, userId }: BudgetScopes): Sql {
  return sql`"teamId" = ${teamId} AND (scope, "scopeId") IN (('team', ${teamId}), ('project', ${projectId}),
    ('launch', ${launchId}), ('workflow', ${workflow}), ('member', ${userId}))`
}

/** SQL: where the present period of a budget begins, and what is spent in it. Days and months are those of UTC. */
export const presentPeriod: Sql = sql`
  CASE WHEN period = 'once' THEN "periodStart"
       ELSE greatest("periodStart", date_trunc(period, now() AT TIME ZONE 'UTC')) END AS "newStart",
  CASE WHEN period = 'once' OR "periodStart" >= date_trunc(period, now() AT TIME ZONE 'UTC')
       THEN "spentNanoUsd" ELSE 0 END AS "newSpent"`

/**
 * SQL: the budgets that bind, locked in one order so that two calls never wait for each other, with what is spent and
 * since when in the present period. The lock makes the figures current, whatever the statement's snapshot was. `when`: they
 * are looked at only if it holds, and after what it reads, so that all take their locks in one order.
 */
export function bindingBudgets(
  scopes: BudgetScopes,
  { onlyHard = false, when = sql`true` }: { onlyHard?: boolean; when?: Sql } = {},
): Sql {
  return sql`
    locked AS (
      SELECT * FROM budget
      WHERE ${bindsTo(scopes)} AND (kind = 'hard' OR NOT ${onlyHard}::boolean) AND ${when}
      ORDER BY id FOR UPDATE
    ),
    binding AS (
      SELECT id, scope, "scopeId", period, kind, "limitNanoUsd", "reservedNanoUsd", ${presentPeriod} FROM locked
    )`
}
