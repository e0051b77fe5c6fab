import 'server-only'
import { db } from '@/lib/db/db'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'
import { hashInvitationToken } from './invitation-token'

/** What the invitation page shows to whoever holds the link. */
export interface InvitationNotice {
  id: string
  teamId: string
  teamName: string
  teamSlug: string
  role: Role
  invitedByName: string
  expiresAt: Date
  state: 'open' | 'accepted' | 'revoked' | 'expired'
}

/** The invitation of a link's token; null when the token is unknown. */
export async function findInvitation(token: string): Promise<InvitationNotice | null> {
  const row = await db().invitation.findUnique({
    where: { tokenHash: hashInvitationToken(token) },
    include: { team: true },
  })
  if (row === null) return null
  const inviter = await db().user.findUnique({ where: { id: row.invitedBy }, select: { name: true } })
  const state =
    row.acceptedAt !== null
      ? 'accepted'
      : row.revokedAt !== null
        ? 'revoked'
        : row.expiresAt.getTime() <= Date.now()
          ? 'expired'
          : 'open'
  return {
    id: row.id,
    teamId: row.teamId,
    teamName: row.team.name,
    teamSlug: row.team.slug,
    role: Role.parse(row.role),
    invitedByName: inviter?.name ?? FORMER_MEMBER,
    expiresAt: row.expiresAt,
    state,
  }
}
