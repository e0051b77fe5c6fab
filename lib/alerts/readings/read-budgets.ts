import 'server-only'
import { nameScopes } from '@/lib/budgets/name-scopes'
import { toBudgetRow } from '@/lib/budgets/to-budget-row'
import { db } from '@/lib/db/db'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { ConditionOf } from '@/lib/domain/alert-condition'
import type { BudgetRow } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'
import type { ReadContext } from './read-context'

/** A hard budget never passes its limit: from here on, runs that it stopped mean that it is used up. */
const NEARLY = 0.8

/** Whether a run of the budget's scope took the template for want of budget since its period began. */
async function hasStoppedRuns(teamId: string, { scope, scopeId, countsSince }: BudgetRow): Promise<boolean> {
  const ofScope = {
    team: {},
    project: { projectId: scopeId },
    workflow: { workflow: scopeId },
    member: { createdBy: scopeId },
    launch: { launchId: scopeId },
  }[scope]
  const since = { createdAt: { gte: new Date(countsSince) } }
  return (await db().run.findFirst({ where: { teamId, reason: 'budget', ...since, ...ofScope } })) !== null
}

/** Each budget of the scope against a share of its limit (all of the team's for the team): rules of the kind budget. */
export async function readBudgets(
  { teamId, now, once }: ReadContext,
  rule: { condition: ConditionOf<'budget'>; scope: AlertScope; scopeId: string },
): Promise<AlertReading[]> {
  const rows = await once(['budgets'], async () => {
    const budgets = await db().budget.findMany({ where: { teamId, scope: { not: 'launch' } } })
    if (budgets.length === 0) return []
    const { nameOf } = await nameScopes(teamId)
    return budgets.map((budget) => toBudgetRow(budget, nameOf(budget), now))
  })
  const { scope, scopeId, condition } = rule
  const own = rows.filter((row) => scope === 'team' || (row.scope === scope && row.scopeId === scopeId))
  const line = condition.percent / 100
  return Promise.all(
    own.map(async (budget) => {
      const used = budget.spentNanoUsd / budget.limitNanoUsd
      const mayStop = budget.kind === 'hard' && used >= NEARLY && used < line
      const stops = mayStop && (await once(['stopped', budget.id], () => hasStoppedRuns(teamId, budget)))
      const subjectName = describeBudget({
        ...budget,
        scopeName: budget.scope === 'team' ? undefined : budget.scopeName,
      })
      const says = `The ${subjectName} has used ${formatPercent(used)} of ${formatMoney(budget.limitNanoUsd)}`
      return {
        ...{ subject: budget.id, subjectName, line, n: 1 },
        value: stops ? Math.max(used, 1) : used,
        standing: used >= line || stops ? ('beyond' as const) : ('within' as const),
        text: stops ? `${says} and stops calls that could go above it.` : `${says}.`,
      }
    }),
  )
}
