import 'server-only'
import { listStops } from '@/lib/budgets/list-stops'
import { nameScopes } from '@/lib/budgets/name-scopes'
import { toBudgetRow } from '@/lib/budgets/to-budget-row'
import { db } from '@/lib/db/db'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import { AlertCondition, type ConditionOf } from '@/lib/domain/alert-condition'
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

/** By budget the rule of a higher share that fires: one alert tells of a budget, that of its highest step. */
async function higherSteps(teamId: string, percent: number): Promise<Map<string, string>> {
  const firing = await db().alert.findMany({
    where: { teamId, state: 'firing', rule: { kind: 'budget' } },
    select: { subject: true, ruleName: true, condition: true },
  })
  const higher = firing.filter(({ condition }) => {
    const parsed = AlertCondition.safeParse(condition).data
    return parsed?.kind === 'budget' && parsed.percent > percent
  })
  return new Map(higher.map(({ subject, ruleName }) => [subject, ruleName]))
}

/** Each budget of the scope against a share of its limit: rules of the kind budget, the highest share first. */
export async function readBudgets(
  context: ReadContext,
  rule: Scoped & { condition: ConditionOf<'budget'> },
): Promise<AlertReading[]> {
  const { percent } = rule.condition
  const line = percent / 100
  const budgets = (await loadBudgets(context)).filter(isOf(rule))
  const usedOf = ({ spentNanoUsd, limitNanoUsd }: BudgetRow) => spentNanoUsd / limitNanoUsd
  const toldBy = budgets.some((budget) => usedOf(budget) >= line)
    ? await higherSteps(context.teamId, percent)
    : new Map<string, string>()
  return budgets.map((budget) => {
    const used = usedOf(budget)
    const higher = toldBy.get(budget.id)
    const subjectName = nameOf(budget)
    const text = `The ${subjectName} has used ${formatPercent(used)} of ${formatMoney(budget.limitNanoUsd)}.`
    return {
      ...{ subject: budget.id, subjectName, value: used, line, n: 1 },
      standing: used >= line && higher === undefined ? 'beyond' : 'within',
      text: higher === undefined ? text : `${text} “${higher}” tells of it from now on.`,
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
    const held = reservedNanoUsd === 0 ? '' : `${formatMoney(reservedNanoUsd)} reserved by calls under way, `
    const room = `${formatMoney(spentNanoUsd)} of ${formatMoney(limitNanoUsd)} is spent, ${held}${left} left`
    const took = `${formatPlural(runs, 'run')}${stopped?.capped ? ' or more' : ''} took the template`
    return {
      ...{ subject: budget.id, subjectName, value: runs, line: 1, n: runs },
      standing: runs > 0 ? 'beyond' : 'within',
      text:
        runs > 0
          ? `The ${subjectName} stops runs: ${took}, as it had no room for the most that their next call could cost. Now ${room}. Raise it, or run again in the next period.`
          : `The ${subjectName} stops no run: ${left} is left of ${formatMoney(limitNanoUsd)}.`,
    }
  })
}
