import 'server-only'
import { z } from 'zod'
import { ChannelProblem } from '@/lib/alerts/channels/channel-problem'
import { sendMail } from '@/lib/alerts/channels/send-mail'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { env } from '@/lib/env'
import { InviteInput, inviteMember } from '@/lib/teams/invite-member'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

export const InvitationInput = InviteInput.extend({
  /** the link goes to the address as well */
  byMail: z.boolean().default(false),
})

/** Of a team within a day: the operator's server must not write to half the world. */
const MOST_A_DAY = 20
const DAY_MS = 86_400_000

/** An invitation, and what became of its letter: `sent`, why not, or null where none was wanted. */
export interface Invitation {
  token: string
  expiresAt: Date
  letter: { sent: true } | { sent: false; problem: string } | null
}

/**
 * Invites somebody and, where that is wanted, sends the link to the address it is for. The link holds also when the letter does
 * not arrive. Throws `forbidden`, `invalid-input` (no address).
 */
export async function inviteByMail(ctx: TeamContext, input: unknown): Promise<Invitation> {
  const { byMail, ...draft } = parseInput(InvitationInput, input)
  const { email } = draft
  if (byMail && (email === null || email === undefined)) {
    const text = 'Enter the address that the link is sent to.'
    throw new AssayError('invalid-input', text, { fields: { email: text } })
  }
  const { id, token, expiresAt } = await inviteMember(ctx, draft)
  if (!byMail || email === null || email === undefined) return { token, expiresAt, letter: null }
  const problem =
    (await claimLetter(ctx, id)) ?? (await sendLetter(ctx, { id, token, expiresAt, ...draft, email }))
  return { token, expiresAt, letter: problem === null ? { sent: true } : { sent: false, problem } }
}

/** Counts the letter before it is sent, under the team's lock; why it may not be sent, or null. */
async function claimLetter(ctx: TeamContext, subjectId: string): Promise<string | null> {
  const { teamId } = ctx
  const act = { action: 'invitation.mail', subjectType: 'invitation', subjectId } as const
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM team WHERE id = ${teamId} FOR NO KEY UPDATE`
    const since = new Date(Date.now() - DAY_MS)
    const { action } = act
    const count = await tx.auditEntry.count({ where: { teamId, action, createdAt: { gte: since } } })
    if (count >= MOST_A_DAY) return `A team can send ${MOST_A_DAY} invitations a day. Copy the link instead.`
    await recordAudit(tx, ctx, act)
    return null
  })
}

type Letter = { id: string; token: string; expiresAt: Date; role: string; email: string }

/** Why it did not arrive, or null. */
async function sendLetter(
  ctx: TeamContext,
  { id, token, expiresAt, role, email }: Letter,
): Promise<string | null> {
  const { teamName, userName } = ctx
  const url = `${env().ASSAY_URL.replace(/\/$/, '')}/invite/${token}`
  const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ')
  const paragraphs = [
    `${userName} invites you to the team ${teamName} on Assay, as ${role}.`,
    url,
    `The link works once, until ${until} UTC. If you do not know who this is from, there is nothing to do.`,
  ]
  try {
    const text = `${paragraphs.join('\n\n')}\n`
    return await sendMail({ id: `invitation-${id}`, to: [email], subject: `Invitation to ${teamName}`, text })
  } catch (error) {
    if (error instanceof ChannelProblem) return error.message
    throw error
  }
}
