import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { mayAssignRole } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'
import { assertCan } from './assert-can'
import { hashInvitationToken, newInvitationToken } from './invitation-token'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

const EXPIRY_MS = 7 * 24 * 3600 * 1000

export const InviteInput = z.object({
  role: Role,
  /** whom the link is for */
  email: z
    .email('This is not an e-mail address.')
    .max(254, 'This is no e-mail address: it is too long.')
    .nullish(),
})
export type InviteInput = z.infer<typeof InviteInput>

/**
 * Makes an invitation that one person may accept within 7 days.
 * `token` goes into the link `/invite/<token>`; it is returned this once and stored as a hash only.
 */
export async function inviteMember(
  ctx: TeamContext,
  input: InviteInput,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  assertCan(ctx, 'manage-members')
  const { role, email = null } = parseInput(InviteInput, input)
  if (!mayAssignRole(ctx.role, role)) {
    throw new AssayError('forbidden', `As ${ctx.role} you cannot invite someone as ${role}.`)
  }
  const token = newInvitationToken()
  const expiresAt = new Date(Date.now() + EXPIRY_MS)
  const { teamId, userId: invitedBy } = ctx
  const id = await db().$transaction(async (tx) => {
    const row = await tx.invitation.create({
      data: { teamId, role, email, invitedBy, expiresAt, tokenHash: hashInvitationToken(token) },
    })
    await recordAudit(tx, ctx, {
      action: 'invitation.create',
      subjectType: 'invitation',
      subjectId: row.id,
      detail: { role, email },
    })
    await notify(tx, { teamId, topic: 'settings', id: row.id })
    return row.id
  })
  return { id, token, expiresAt }
}
