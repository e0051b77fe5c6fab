import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { NOT_DUE } from './not-due'

const DeliveryId = z.object({ id: z.string().min(1) })

/** Longer than a try can take. */
const TRY_MS = 60_000

/**
 * Has a message that was given up, or that waits for its next try, sent within a second. Throws `not-found`, `conflict` (it
 * arrived, or is being sent right now).
 */
export async function retryDelivery(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id } = parseInput(DeliveryId, input)
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const delivery = await tx.alertDelivery.findFirst({ where: { id, teamId } })
    if (delivery === null) throw new AssayError('not-found', 'There is no such message in this team.')
    const { count } = await tx.alertDelivery.updateMany({
      where: {
        id,
        OR: [
          { state: 'given-up' },
          {
            state: 'waiting',
            lastTriedAt: { lt: new Date(Date.now() - TRY_MS) },
            nextTryAt: { not: NOT_DUE },
          },
        ],
      },
      data: { state: 'waiting', tries: 0, nextTryAt: new Date(), problem: null },
    })
    if (count === 0) {
      const text = 'This message has arrived or was tried within the last minute. Look again in a minute.'
      throw new AssayError('conflict', text)
    }
    await recordAudit(tx, ctx, {
      action: 'alert-delivery.retry',
      subjectType: 'alert-delivery',
      subjectId: id,
    })
    await notify(tx, { teamId, topic: 'alert', id })
  })
}
