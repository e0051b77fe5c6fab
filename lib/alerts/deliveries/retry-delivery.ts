import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

const DeliveryId = z.object({ id: z.string().min(1) })

/** Has a message that was given up sent again, within a second. Throws `not-found`, `conflict` (it was not given up). */
export async function retryDelivery(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id } = parseInput(DeliveryId, input)
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const delivery = await tx.alertDelivery.findFirst({ where: { id, teamId } })
    if (delivery === null) throw new AssayError('not-found', 'There is no such message in this team.')
    const { count } = await tx.alertDelivery.updateMany({
      where: { id, state: 'given-up' },
      data: { state: 'waiting', tries: 0, nextTryAt: new Date(), problem: null },
    })
    if (count === 0) throw new AssayError('conflict', 'This message was not given up.')
    await recordAudit(tx, ctx, {
      action: 'alert-delivery.retry',
      subjectType: 'alert-delivery',
      subjectId: id,
    })
    await notify(tx, { teamId, topic: 'alert', id })
  })
}
