import 'server-only'
import { db } from '@/lib/db/db'
import { BudgetKind, BudgetPeriod, BudgetScope, type BudgetWarningRow } from '@/lib/domain/budget'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { nameScopes } from './name-scopes'
import { periodOf } from './period-of'

/** The highest mark that each budget of the team has passed in its present period, newest first. */
export async function listBudgetWarnings(ctx: TeamContext): Promise<BudgetWarningRow[]> {
  assertCan(ctx, 'view')
  // Asked by every page: who may see no money is told nothing, not refused.
  if (!ctx.seesCosts) return []
  const { teamId } = ctx
  const rows = await db().budgetWarning.findMany({
    where: { budget: { teamId, scope: { not: 'launch' } } },
    include: { budget: true },
    orderBy: { percent: 'desc' },
    take: 500,
  })
  if (rows.length === 0) return []
  const { nameOf } = await nameScopes(teamId)
  const now = new Date()
  const seen = new Set<string>()
  const present = rows.filter(({ budget, periodStart }) => {
    const span = periodOf(BudgetPeriod.parse(budget.period), now)
    const isPresent = periodStart.getTime() === budget.periodStart.getTime()
    if (!isPresent || (span !== null && periodStart < span.start) || seen.has(budget.id)) return false
    seen.add(budget.id)
    return true
  })
  return present
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .map(({ budget, percent, limitNanoUsd, periodStart, createdAt }) => ({
      id: `${budget.id} ${periodStart.toISOString()} ${percent}`,
      budgetId: budget.id,
      scope: BudgetScope.parse(budget.scope),
      scopeName: nameOf(budget),
      period: BudgetPeriod.parse(budget.period),
      kind: BudgetKind.parse(budget.kind),
      percent,
      limitNanoUsd: Number(limitNanoUsd),
      at: createdAt.toISOString(),
    }))
}
