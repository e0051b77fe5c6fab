import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { BudgetLimitDraft } from '@/lib/domain/budget'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { auditDetail } from './audit-detail'
import { findOwnBudget } from './find-own-budget'

/**
 * Sets another limit; what is spent and reserved stays. Marks that the spend no longer reaches will be told anew.
 * Throws `not-found`, `invalid-input`.
 */
export async function changeBudgetLimit(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id, limitNanoUsd } = parseInput(BudgetLimitDraft, input)
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const before = await findOwnBudget(tx, teamId, id)
    const row = await tx.budget.update({ where: { id }, data: { limitNanoUsd: BigInt(limitNanoUsd) } })
    await tx.$executeRaw`
      DELETE FROM budget_warning WHERE "budgetId" = ${id} AND "periodStart" = ${row.periodStart}
        AND percent * ${BigInt(limitNanoUsd)}::bigint > ${row.spentNanoUsd}::bigint * 100`
    await recordAudit(tx, ctx, {
      action: 'budget.update',
      subjectType: 'budget',
      subjectId: id,
      detail: auditDetail(row, { limitNanoUsd: before.limitNanoUsd }),
    })
    await notify(tx, { teamId, topic: 'budget', id })
  })
}
