import { listBudgetWarnings } from '@/lib/budgets/list-budget-warnings'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'view',
  handler: async (ctx) => ({ warnings: await listBudgetWarnings(ctx) }),
})
