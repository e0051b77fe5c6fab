import { listBudgetHistory } from '@/lib/budgets/list-budget-history'
import { BudgetHistoryQuery } from '@/lib/domain/budget'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'see-costs',
  query: BudgetHistoryQuery,
  handler: (ctx, { query }) => listBudgetHistory(ctx, query),
})
