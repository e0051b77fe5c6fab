import { titleOfWorkflow } from './workflow-title'

/** "project budget of Ledger for this month (UTC)", "launch budget": as a refusal and a warning call it. */
export function describeBudget(budget: { scope: string; period: string; scopeName?: string }): string {
  const name = budget.scopeName === undefined ? '' : ` of ${budget.scopeName}`
  if (budget.period === 'once') return `${budget.scope} budget${name}`
  return `${budget.scope} budget${name} for this ${budget.period} (UTC)`
}

/** The same as a run and its launcher are told it: which project and member is clear there, which workflow is said. */
export function describeBindingBudget(budget: { scope: string; scopeId: string; period: string }): string {
  const { scope, scopeId, period } = budget
  return describeBudget({
    scope,
    period,
    scopeName: scope === 'workflow' ? titleOfWorkflow(scopeId) : undefined,
  })
}
