import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { auditDetail } from './audit-detail'
import { findOwnBudget } from './find-own-budget'

const BudgetId = z.object({ id: z.string().min(1) })

/** Removes a budget: it binds nothing any more. Throws `not-found`. */
export async function removeBudget(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id } = parseInput(BudgetId, input)
  await db().$transaction(async (tx) => {
    const row = await findOwnBudget(tx, ctx.teamId, id)
    await tx.budget.delete({ where: { id } })
    await recordAudit(tx, ctx, {
      action: 'budget.delete',
      subjectType: 'budget',
      subjectId: id,
      detail: auditDetail(row, { spentNanoUsd: row.spentNanoUsd }),
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'budget', id })
  })
}
