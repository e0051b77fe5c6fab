import { getBudgetBoard } from '@/lib/budgets/get-budget-board'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => getBudgetBoard(ctx) })
