import type { BudgetWarningRow } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import { formatMoney } from '@/lib/format/format-money'

/** "The project budget of Ledger for this month has passed 80 % of $5.00. …" */
export function describeWarning(warning: BudgetWarningRow): string {
  const { scope, scopeName, percent, kind, limitNanoUsd } = warning
  const name = describeBudget({ ...warning, scopeName: scope === 'team' ? undefined : scopeName })
  const limit = formatMoney(limitNanoUsd)
  const passed = percent === 100 ? `of ${limit} is used up` : `has passed ${percent} % of ${limit}`
  const then =
    kind === 'hard' ? 'Calls that could go above it are not made.' : 'It is soft: nothing is stopped.'
  return `The ${name} ${passed}. ${then}`
}
