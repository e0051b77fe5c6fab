import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { BudgetPeriod, BudgetScope } from '@/lib/domain/budget'
import { type BudgetScopes, presentPeriod } from './budget-scopes'

const Rows = z.array(
  z.object({ scope: BudgetScope, scopeId: z.string(), period: BudgetPeriod, leftNanoUsd: z.number() }),
)

/** The hard budget with the least left for a launch to come, after what is reserved; null: none binds. */
export async function findTightestBudget(
  scopes: Omit<BudgetScopes, 'launchId'>,
): Promise<z.infer<typeof Rows>[number] | null> {
  const { teamId, projectId, workflow, userId } = scopes
  const rows = await db().$queryRaw`
    SELECT scope, "scopeId", period,
           ("limitNanoUsd" - "newSpent" - "reservedNanoUsd")::float8 AS "leftNanoUsd"
    FROM (
      SELECT *, ${presentPeriod} FROM budget
      WHERE "teamId" = ${teamId} AND kind = 'hard' AND (scope, "scopeId") IN
        (('team', ${teamId}), ('project', ${projectId}), ('workflow', ${workflow}), ('member', ${userId}))
    ) AS present
    ORDER BY "leftNanoUsd", id LIMIT 1`
  return Rows.parse(rows)[0] ?? null
}
