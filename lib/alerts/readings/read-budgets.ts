import 'server-only'
import { listStops } from '@/lib/budgets/list-stops'
import { nameScopes } from '@/lib/budgets/name-scopes'
import { toBudgetRow } from '@/lib/budgets/to-budget-row'
import { db } from '@/lib/db/db'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { ConditionOf } from '@/lib/domain/alert-condition'
import type { BudgetRow } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'
import type { ReadContext } from './read-context'

type Scoped = { scope: AlertScope; scopeId: string }

const loadBudgets = ({ teamId, now, once }: ReadContext) =>
  once(['budgets'], async () => {
    const budgets = await db().budget.findMany({ where: { teamId, scope: { not: 'launch' } } })
    if (budgets.length === 0) return []
    const { nameOf } = await nameScopes(teamId)
    return budgets.map((budget) => toBudgetRow(budget, nameOf(budget), now))
  })

/** All budgets for the team's rules, else those of the very scope. */
const isOf =
  ({ scope, scopeId }: Scoped) =>
  (budget: BudgetRow) =>
    scope === 'team' || (budget.scope === scope && budget.scopeId === scopeId)

const nameOf = (budget: BudgetRow) =>
  describeBudget({ ...budget, scopeName: budget.scope === 'team' ? undefined : budget.scopeName })

/** Each budget of the scope against a share of its limit: rules of the kind budget. */
export async function readBudgets(
  context: ReadContext,
  rule: Scoped & { condition: ConditionOf<'budget'> },
): Promise<AlertReading[]> {
  const line = rule.condition.percent / 100
  return (await loadBudgets(context)).filter(isOf(rule)).map((budget) => {
    const used = budget.spentNanoUsd / budget.limitNanoUsd
    const subjectName = nameOf(budget)
    return {
      ...{ subject: budget.id, subjectName, value: used, line, n: 1 },
      standing: used >= line ? 'beyond' : 'within',
      text: `The ${subjectName} has used ${formatPercent(used)} of ${formatMoney(budget.limitNanoUsd)}.`,
    }
  })
}

/** Each hard budget of the scope with the runs that it stops at present: rules of the kind budget-stop. */
export async function readBudgetStops(context: ReadContext, rule: Scoped): Promise<AlertReading[]> {
  const { teamId, now, once } = context
  const budgets = await loadBudgets(context)
  const stops = await once(['stops'], () => listStops(teamId, budgets, now))
  return stops.filter(isOf(rule)).map((budget) => {
    const { stopped, limitNanoUsd, spentNanoUsd, reservedNanoUsd } = budget
    const subjectName = nameOf(budget)
    const runs = stopped?.runs ?? 0
    const left = formatMoney(Math.max(0, limitNanoUsd - spentNanoUsd - reservedNanoUsd))
    const took = `${formatPlural(runs, 'run')}${stopped?.capped ? ' or more' : ''} took the template`
    return {
      ...{ subject: budget.id, subjectName, value: runs, line: 1, n: runs },
      standing: runs > 0 ? 'beyond' : 'within',
      text:
        runs > 0
          ? `The ${subjectName} stops runs: ${took}, as a call could cost more than the ${left} left of ${formatMoney(limitNanoUsd)}. Raise it, or run again in the next period.`
          : `The ${subjectName} stops no run: ${left} is left of ${formatMoney(limitNanoUsd)}.`,
    }
  })
}
