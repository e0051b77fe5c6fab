import 'server-only'
import { db } from '@/lib/db/db'
import type { InvitationRow } from '@/lib/domain/team'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'
import { assertCan } from './assert-can'
import type { TeamContext } from './team-context'

/** Invitations neither accepted nor revoked, newest first; expired ones are marked. */
export async function listInvitations(ctx: TeamContext): Promise<InvitationRow[]> {
  assertCan(ctx, 'manage-members')
  const rows = await db().invitation.findMany({
    where: { teamId: ctx.teamId, acceptedAt: null, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  const inviters = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.invitedBy) } },
    select: { id: true, name: true },
  })
  const nameById = new Map(inviters.map((user) => [user.id, user.name]))
  return rows.map((row) => ({
    id: row.id,
    role: Role.parse(row.role),
    email: row.email,
    invitedByName: nameById.get(row.invitedBy) ?? FORMER_MEMBER,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt.getTime() <= Date.now(),
  }))
}
