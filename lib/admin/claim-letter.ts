import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

const DAY_MS = 86_400_000
const action = 'invitation.mail'
/** Letters within a day: whoever makes teams, or signs up, without end must not write to half the world by them. */
const MOST = { ofTeam: 20, ofPerson: 20, toAddress: 3, inAll: 200 }
/** Said of an address and of the server alike, so that nobody learns whom other teams have invited. */
const ENOUGH = 'No further invitation is sent to this address today.'
/** One after another in all of the server. */
const LETTER_LOCK = 7_201_002

/** `ann+anything@example.com` arrives where `ann@example.com` does. */
const mailboxOf = (email: string) =>
  email
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')

/** Ids of rows begin with their time: what was made since then has no lower one. */
function firstIdSince(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}`
}

/** What the act of a letter says that no mail server took. */
const NotSent = z.object({ sent: z.literal(false) })

type Letter = { id: string; email: string }

/**
 * Counts a letter before it is sent, in the audit log. Returns why it may not be sent, or null. `id`: of its invitation.
 */
export async function claimLetter(ctx: TeamContext, { id, email }: Letter): Promise<string | null> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LETTER_LOCK})`
    const since = new Date(Date.now() - DAY_MS)
    const claimed = await tx.auditEntry.findMany({
      where: { action, id: { gte: firstIdSince(since) }, createdAt: { gte: since } },
      select: { teamId: true, userId: true, subjectId: true, detail: true },
    })
    const sent = claimed.filter(({ detail }) => !NotSent.safeParse(detail).success)
    const invitations = await tx.invitation.findMany({
      where: { id: { in: sent.map(({ subjectId }) => subjectId ?? '') } },
      select: { email: true },
    })
    const mailbox = mailboxOf(email)
    const toAddress = invitations.filter((row) => mailboxOf(row.email ?? '') === mailbox)
    const ofTeam = claimed.filter(({ teamId }) => teamId === ctx.teamId)
    const ofPerson = claimed.filter(({ userId }) => userId === ctx.userId)
    const refusals: [readonly unknown[], number, string][] = [
      [ofTeam, MOST.ofTeam, `A team can send ${MOST.ofTeam} invitations a day.`],
      [ofPerson, MOST.ofPerson, `A person can send ${MOST.ofPerson} invitations a day.`],
      [toAddress, MOST.toAddress, ENOUGH],
      [sent, MOST.inAll, ENOUGH],
    ]
    const refusal = refusals.find(([letters, most]) => letters.length >= most)
    if (refusal !== undefined) return `${refusal[2]} Copy the link instead.`
    await recordAudit(tx, ctx, { action, subjectType: 'invitation', subjectId: id })
    return null
  })
}

/**
 * Gives a letter back that no mail server took: it counts no more for its address and the server, and the audit log says so.
 * For its team and person it does, so that nobody tries without end. `id`: of its invitation.
 */
export async function giveLetterBack({ teamId }: TeamContext, id: string): Promise<void> {
  const detail: z.infer<typeof NotSent> = { sent: false }
  const createdAt = { gte: new Date(Date.now() - DAY_MS) }
  await db().auditEntry.updateMany({ where: { teamId, action, subjectId: id, createdAt }, data: { detail } })
}
