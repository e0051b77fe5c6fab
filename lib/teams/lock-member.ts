import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { mayAssignRole } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'
import type { TeamContext } from './team-context'

/**
 * The member about to be changed or removed. Locks the team's row, so that two owners cannot step down at once.
 * Throws `not-found`, or `forbidden` when their role is above one's own.
 */
export async function lockMember(
  tx: Transaction,
  ctx: TeamContext,
  memberId: string,
): Promise<{ id: string; userId: string; role: Role; isLastOwner: boolean }> {
  await tx.$queryRaw`SELECT id FROM team WHERE id = ${ctx.teamId} FOR UPDATE`
  const member = await tx.member.findFirst({ where: { id: memberId, teamId: ctx.teamId } })
  if (member === null) throw new AssayError('not-found', 'There is no such member in this team.')
  const role = Role.parse(member.role)
  if (!mayAssignRole(ctx.role, role)) {
    throw new AssayError('forbidden', `As ${ctx.role} you cannot change or remove an ${role}.`)
  }
  const owners = await tx.member.count({ where: { teamId: ctx.teamId, role: 'owner' } })
  return { id: member.id, userId: member.userId, role, isLastOwner: role === 'owner' && owners === 1 }
}
