import 'server-only'
import { type BudgetHistory, BudgetHistoryQuery } from '@/lib/domain/budget'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { listBudgetEvents } from './list-budget-events'
import { nameScopes } from './name-scopes'

/** Who set, changed and removed budgets, newest first, page by page. Throws `forbidden` for who sees no costs. */
export async function listBudgetHistory(ctx: TeamContext, input: unknown): Promise<BudgetHistory> {
  assertCan(ctx, 'see-costs')
  const { cursor } = parseInput(BudgetHistoryQuery, input)
  const { nameOf } = await nameScopes(ctx.teamId)
  return listBudgetEvents(ctx.teamId, nameOf, cursor)
}
