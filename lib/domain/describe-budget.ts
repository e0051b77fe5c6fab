/** "project budget of this month", "launch budget": as a refusal and a warning call it. */
export function describeBudget(budget: { scope: string; period: string; scopeName?: string }): string {
  const name = budget.scopeName === undefined ? '' : ` of ${budget.scopeName}`
  if (budget.period === 'once') return `${budget.scope} budget${name}`
  return `${budget.scope} budget${name} for this ${budget.period}`
}
