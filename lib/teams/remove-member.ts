import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from './assert-can'
import { lockMember } from './lock-member'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/** Removes a member, or lets someone leave; what they made stays. The last owner cannot go. */
export async function removeMember(ctx: TeamContext, input: { memberId: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const member = await lockMember(tx, ctx, input.memberId)
    if (member.userId !== ctx.userId) assertCan(ctx, 'manage-members')
    if (member.isLastOwner) {
      throw new AssayError('conflict', 'A team needs an owner: make someone else owner first.')
    }
    await tx.member.delete({ where: { id: member.id } })
    await recordAudit(tx, ctx, {
      action: 'member.remove',
      subjectType: 'member',
      subjectId: member.id,
      detail: { userId: member.userId, role: member.role },
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'settings', id: member.id })
  })
}
