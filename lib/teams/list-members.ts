import 'server-only'
import { db } from '@/lib/db/db'
import type { MemberRow } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'
import { assertCan } from './assert-can'
import type { TeamContext } from './team-context'

/** The people of the team, in the order they joined. */
export async function listMembers(ctx: TeamContext): Promise<MemberRow[]> {
  assertCan(ctx, 'view')
  const members = await db().member.findMany({
    where: { teamId: ctx.teamId },
    include: { user: { select: { name: true, email: true } } },
    orderBy: { id: 'asc' },
  })
  return members.map((member) => ({
    id: member.id,
    userId: member.userId,
    name: member.user.name,
    email: member.user.email,
    role: Role.parse(member.role),
    joinedAt: member.createdAt.toISOString(),
    isYou: member.userId === ctx.userId,
  }))
}
