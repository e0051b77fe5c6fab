import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { mayAssignRole } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'
import { assertCan } from './assert-can'
import { lockMember } from './lock-member'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/** Gives a member another role, at most one's own; the last owner stays owner. */
export async function changeRole(ctx: TeamContext, input: { memberId: string; role: Role }): Promise<void> {
  assertCan(ctx, 'manage-members')
  const role = Role.parse(input.role)
  if (!mayAssignRole(ctx.role, role)) {
    throw new AssayError('forbidden', `As ${ctx.role} you cannot make someone ${role}.`)
  }
  await db().$transaction(async (tx) => {
    const member = await lockMember(tx, ctx, input.memberId)
    if (member.role === role) return
    if (member.isLastOwner) {
      throw new AssayError('conflict', 'A team needs an owner: make someone else owner first.')
    }
    await tx.member.update({ where: { id: member.id }, data: { role } })
    await recordAudit(tx, ctx, {
      action: 'member.change-role',
      subjectType: 'member',
      subjectId: member.id,
      detail: { from: member.role, to: role },
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'settings', id: member.id })
  })
}
