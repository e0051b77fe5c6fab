import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { forgetPrices } from './load-prices'

/** Removes a price of the team's own that charged nothing yet. Throws `not-found`, `conflict`. */
export async function removePrice(ctx: TeamContext, { id }: { id: string }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const row = await tx.price.findFirst({ where: { id, teamId } })
    if (row === null) throw new AssayError('not-found', 'This price was removed. Reload the page.')
    if (await chargedAny(tx, teamId, id)) {
      throw new AssayError(
        'conflict',
        'Attempts were charged by this price, so it stays. Add a new one from a later day instead.',
      )
    }
    await tx.price.delete({ where: { id } })
    await recordAudit(tx, ctx, {
      action: 'price.delete',
      subjectType: 'price',
      subjectId: id,
      detail: { model: row.model, from: row.effectiveFrom.toISOString() },
    })
    await notify(tx, { teamId, topic: 'settings', id })
  })
  forgetPrices()
}

/** Whether an attempt is charged by it, or was until it was priced again: its receipt names the row. */
async function chargedAny(tx: Transaction, teamId: string, id: string): Promise<boolean> {
  if ((await tx.attempt.count({ where: { teamId, priceId: id } })) > 0) return true
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM attempt WHERE "teamId" = ${teamId} AND "firstCostNanoUsd" IS NOT NULL
      AND "earlierCharges" @> ${JSON.stringify([{ priceId: id }])}::jsonb LIMIT 1`
  return found.length > 0
}
