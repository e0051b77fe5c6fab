import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetRow } from '@/lib/domain/budget'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { nameScopes } from './name-scopes'
import { readSpentDays } from './read-spent-days'
import { toBudgetRow } from './to-budget-row'

/** Of all budgets but those of launches the one of whose limit the largest share is spent or reserved; null: there is none. */
export async function findFullestBudget(ctx: TeamContext, now = new Date()): Promise<BudgetRow | null> {
  assertCan(ctx, 'see-costs')
  const { teamId } = ctx
  const stored = await db().budget.findMany({ where: { teamId, scope: { not: 'launch' } } })
  if (stored.length === 0) return null
  const { nameOf } = await nameScopes(teamId)
  const used = (row: (typeof stored)[number]) => {
    const { spentNanoUsd, reservedNanoUsd, limitNanoUsd } = toBudgetRow(row, '', now)
    return (spentNanoUsd + reservedNanoUsd) / limitNanoUsd
  }
  const fullest = stored.reduce((most, row) => (used(row) > used(most) ? row : most))
  const daysOf = await readSpentDays(teamId, [fullest], now)
  return toBudgetRow(fullest, nameOf(fullest), now, daysOf(fullest))
}
