import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { AuditedBudget, auditDetail } from './audit-detail'
import { recountBudget } from './recount-budget'

const BudgetId = z.object({ id: z.string().min(1) })

/**
 * Brings a removed budget back, with all that was spent since its period began, also by what was deleted since. Throws
 * `not-found`, `conflict`.
 */
export async function restoreBudget(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id } = parseInput(BudgetId, input)
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const removed = await tx.auditEntry.findFirst({
      where: { teamId, action: 'budget.delete', subjectId: id },
      orderBy: { createdAt: 'desc' },
    })
    if (removed === null) throw new AssayError('not-found', 'This budget was never removed.')
    const {
      limitNanoUsd,
      periodStart,
      beforeNanoUsd: _,
      spentNanoUsd = 0,
      ...place
    } = AuditedBudget.parse(removed.detail)
    if ((await tx.budget.count({ where: { OR: [{ id }, { teamId, ...place }] } })) > 0) {
      throw new AssayError('conflict', 'There is such a budget again: nothing to bring back.')
    }
    const row = await tx.budget.create({
      data: {
        ...place,
        id,
        teamId,
        limitNanoUsd: BigInt(limitNanoUsd),
        periodStart: new Date(periodStart),
        createdBy: ctx.userId,
      },
    })
    await recountBudget(tx, id, { spentNanoUsd, periodStart, since: removed.createdAt })
    await recordAudit(tx, ctx, {
      action: 'budget.restore',
      subjectType: 'budget',
      subjectId: id,
      detail: auditDetail(row),
    })
    await notify(tx, { teamId, topic: 'budget', id })
  })
}
