import 'server-only'
import { db } from '@/lib/db/db'
import { assertCan } from './assert-can'
import { lockMember } from './lock-member'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/**
 * Signs a member out everywhere, for a machine that was lost: they can sign in again. Throws `forbidden` (also for a higher
 * role), `not-found`.
 */
export async function endMemberSessions(
  ctx: TeamContext,
  input: { memberId: string },
): Promise<{ ended: number }> {
  assertCan(ctx, 'manage-members')
  return db().$transaction(async (tx) => {
    const member = await lockMember(tx, ctx, input.memberId)
    const { count } = await tx.session.deleteMany({ where: { userId: member.userId } })
    await recordAudit(tx, ctx, {
      action: 'session.end',
      subjectType: 'member',
      subjectId: member.id,
      detail: { sessions: count },
    })
    return { ended: count }
  })
}
