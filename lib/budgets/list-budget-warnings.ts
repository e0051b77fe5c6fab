import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { BudgetKind, BudgetPeriod, BudgetScope, type BudgetWarningRow } from '@/lib/domain/budget'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { presentPeriod } from './budget-scopes'
import { nameScopes } from './name-scopes'

const Rows = z.array(
  z.object({
    budgetId: z.string(),
    scope: BudgetScope,
    scopeId: z.string(),
    period: BudgetPeriod,
    kind: BudgetKind,
    percent: z.int(),
    limitNanoUsd: z.bigint(),
    periodStart: z.date(),
    createdAt: z.date(),
  }),
)

/**
 * The highest mark that each budget of the team has passed in its present period, newest first. Marks of earlier periods stay
 * stored, as charts show them, and are not read here: the key of the table begins with budget and period.
 */
export async function listBudgetWarnings(ctx: TeamContext): Promise<BudgetWarningRow[]> {
  assertCan(ctx, 'view')
  // Asked by every page: who may see no money is told nothing, not refused.
  if (!ctx.seesCosts) return []
  const { teamId } = ctx
  const rows = Rows.parse(
    await db().$queryRaw`
      SELECT budget.id AS "budgetId", scope, "scopeId", period, kind, passed.percent, passed."limitNanoUsd",
             passed."periodStart", passed."createdAt"
      FROM (
        SELECT id, scope, "scopeId", period, kind, ${presentPeriod}
        FROM budget WHERE "teamId" = ${teamId} AND scope <> 'launch'
      ) AS budget
      CROSS JOIN LATERAL (
        SELECT * FROM budget_warning
        WHERE "budgetId" = budget.id AND "periodStart" = budget."newStart"
        ORDER BY percent DESC LIMIT 1
      ) AS passed
      ORDER BY passed."createdAt" DESC, budget.id`,
  )
  if (rows.length === 0) return []
  const { nameOf } = await nameScopes(teamId)
  return rows.map(
    ({ budgetId, scope, scopeId, period, kind, percent, limitNanoUsd, periodStart, createdAt }) => ({
      id: `${budgetId} ${periodStart.toISOString()} ${percent}`,
      budgetId,
      scope,
      scopeName: nameOf({ scope, scopeId }),
      period,
      kind,
      percent,
      limitNanoUsd: Number(limitNanoUsd),
      at: createdAt.toISOString(),
    }),
  )
}
