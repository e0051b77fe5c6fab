import 'server-only'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { env } from '@/lib/env'
import { cleanName } from '@/lib/mail/clean-name'
import { MailProblem } from '@/lib/mail/mail-problem'
import { sendMail } from '@/lib/mail/send-mail'
import { sendsInvitations } from '@/lib/mail/sends-invitations'
import { InviteInput, inviteMember } from '@/lib/teams/invite-member'
import type { TeamContext } from '@/lib/teams/team-context'
import { claimLetter, giveLetterBack } from './claim-letter'

export const InvitationInput = InviteInput.extend({
  /** the link goes to the address as well */
  byMail: z.boolean().default(false),
})

const NOT_SENT_HERE = 'This server sends no invitations by e-mail. Copy the link instead.'

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
  const problem = sendsInvitations()
    ? ((await claimLetter(ctx, { id, email })) ??
      (await sendLetter(ctx, { id, token, expiresAt, ...draft, email })))
    : NOT_SENT_HERE
  return { token, expiresAt, letter: problem === null ? { sent: true } : { sent: false, problem } }
}

type Letter = { id: string; token: string; expiresAt: Date; role: string; email: string }

/** Why it did not arrive, or null. */
async function sendLetter(
  ctx: TeamContext,
  { id, token, expiresAt, role, email }: Letter,
): Promise<string | null> {
  const url = `${env().ASSAY_URL.replace(/\/$/, '')}/invite/${token}`
  const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ')
  const team = cleanName(ctx.teamName, 'a team')
  const paragraphs = [
    `"${cleanName(ctx.userName, 'Somebody')}" invites you to the team "${team}" on Assay, as ${role}.`,
    url,
    `The link works once, until ${until} UTC. Who sends this chose both names. If you do not know who it is from, there is nothing to do.`,
  ]
  try {
    const text = `${paragraphs.join('\n\n')}\n`
    const subject = `Invitation to the team "${team}" on Assay`
    return await sendMail({ id: `invitation-${id}`, to: [email], subject, text })
  } catch (error) {
    if (!(error instanceof MailProblem)) throw error
    await giveLetterBack(ctx, id)
    return error.message
  }
}
