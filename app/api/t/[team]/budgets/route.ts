import { getBudgetBoard } from '@/lib/budgets/get-budget-board'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({ permission: 'see-costs', handler: (ctx) => getBudgetBoard(ctx) })
