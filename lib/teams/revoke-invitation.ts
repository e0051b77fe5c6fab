import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from './assert-can'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/** Takes an invitation back; its link stops working at once. */
export async function revokeInvitation(ctx: TeamContext, input: { invitationId: string }): Promise<void> {
  assertCan(ctx, 'manage-members')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: input.invitationId, teamId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new AssayError('not-found', 'There is no such open invitation.')
    await recordAudit(tx, ctx, {
      action: 'invitation.revoke',
      subjectType: 'invitation',
      subjectId: input.invitationId,
    })
    await notify(tx, { teamId, topic: 'settings', id: input.invitationId })
  })
}
