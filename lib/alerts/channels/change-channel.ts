import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { AuditAction } from '@/lib/domain/audit'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findOwnChannel } from './find-own-channel'

/** Does something to a channel of the team, with its audit row. Throws `not-found`. */
export async function changeChannel<Result>(
  ctx: TeamContext,
  id: string,
  action: AuditAction,
  change: (tx: Transaction, channel: Awaited<ReturnType<typeof findOwnChannel>>) => Promise<Result>,
): Promise<Result> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  return db().$transaction(async (tx) => {
    const channel = await findOwnChannel(tx, teamId, id)
    const result = await change(tx, channel)
    await recordAudit(tx, ctx, {
      action,
      subjectType: 'alert-channel',
      subjectId: id,
      detail: { name: channel.name },
    })
    await notify(tx, { teamId, topic: 'alert', id })
    return result
  })
}
