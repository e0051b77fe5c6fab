import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import type { TeamRow } from '@/lib/domain/team'
import { findInvitation, type InvitationNotice } from './find-invitation'
import { recordAudit } from './record-audit'
import type { PersonContext } from './team-context'

const REFUSAL = {
  accepted: 'This invitation has already been used. Ask for a new link.',
  revoked: 'This invitation was taken back. Ask for a new link.',
  expired: 'This invitation has expired. Ask for a new link.',
} satisfies Record<Exclude<InvitationNotice['state'], 'open'>, string>

/** Joins the team of an invitation link; each link works once. Who is a member already stays what they are. */
export async function acceptInvitation(person: PersonContext, input: { token: string }): Promise<TeamRow> {
  const invitation = await findInvitation(input.token)
  if (invitation === null) throw new AssayError('not-found', 'This invitation link is not valid.')
  const { teamId, teamSlug: slug, teamName: name, role } = invitation
  const where = { teamId_userId: { teamId, userId: person.userId } }
  if ((await db().member.findUnique({ where })) !== null) {
    throw new AssayError('conflict', `You are already a member of ${name}.`)
  }
  if (invitation.state !== 'open') throw new AssayError('conflict', REFUSAL[invitation.state])
  await db().$transaction(async (tx) => {
    // Claimed by one conditional update: of two people with the same link one gets in.
    const claimed = await tx.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { acceptedAt: new Date(), acceptedBy: person.userId },
    })
    if (claimed.count !== 1) throw new AssayError('conflict', REFUSAL.accepted)
    const member = await tx.member.create({ data: { teamId, userId: person.userId, role } })
    await recordAudit(
      tx,
      { ...person, teamId },
      { action: 'invitation.accept', subjectType: 'member', subjectId: member.id, detail: { role } },
    )
    await notify(tx, { teamId, topic: 'settings', id: member.id })
  })
  return { id: teamId, slug, name, role }
}
