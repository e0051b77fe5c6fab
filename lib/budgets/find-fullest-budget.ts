import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetRow } from '@/lib/domain/budget'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { nameScopes } from './name-scopes'
import { toBudgetRow } from './to-budget-row'

/** Of all budgets but those of launches the one of whose limit the largest share is spent or reserved; null: there is none. */
export async function findFullestBudget(ctx: TeamContext, now = new Date()): Promise<BudgetRow | null> {
  assertCan(ctx, 'see-costs')
  const { teamId } = ctx
  const stored = await db().budget.findMany({ where: { teamId, scope: { not: 'launch' } } })
  if (stored.length === 0) return null
  const { nameOf } = await nameScopes(teamId)
  const rows = stored.map((row) => toBudgetRow(row, nameOf(row), now))
  const used = ({ spentNanoUsd, reservedNanoUsd, limitNanoUsd }: BudgetRow) =>
    (spentNanoUsd + reservedNanoUsd) / limitNanoUsd
  return rows.reduce((fullest, row) => (used(row) > used(fullest) ? row : fullest))
}
