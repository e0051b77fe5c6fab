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

/**
 * SQL: the budgets that bind, locked in one order so that two calls never wait for each other, with what is spent and
 * since when in the present period. The lock makes the figures current, whatever the statement's snapshot was.
 */
export function bindingBudgets({ teamId, projectId, launchId }: BudgetScopes): Sql {
  return sql`
    locked AS (
      SELECT * FROM budget
      WHERE "teamId" = ${teamId}
        AND (scope, "scopeId") IN (('team', ${teamId}), ('project', ${projectId}), ('launch', ${launchId}))
      ORDER BY id FOR UPDATE
    ),
    binding AS (
      SELECT id, scope, period, "limitNanoUsd", "reservedNanoUsd",
             CASE WHEN period = 'once' THEN "periodStart"
                  ELSE greatest("periodStart", date_trunc(period, now() AT TIME ZONE 'UTC')) END AS "newStart",
             CASE WHEN period = 'once' OR "periodStart" >= date_trunc(period, now() AT TIME ZONE 'UTC')
                  THEN "spentNanoUsd" ELSE 0 END AS "newSpent"
      FROM locked
    )`
}
