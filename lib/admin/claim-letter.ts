import 'server-only'
import { db } from '@/lib/db/db'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

const DAY_MS = 86_400_000
const action = 'invitation.mail'
/** Letters within a day: whoever makes teams, or signs up, without end must not write to half the world by them. */
const MOST = { ofTeam: 20, ofPerson: 20, toAddress: 3, inAll: 200 }
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

type Letter = { id: string; email: string }

/**
 * Counts a letter before it is sent, in the audit log. Returns why it may not be sent, or null. `id`: of its invitation.
 */
export async function claimLetter(ctx: TeamContext, { id, email }: Letter): Promise<string | null> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LETTER_LOCK})`
    const since = new Date(Date.now() - DAY_MS)
    const sent = await tx.auditEntry.findMany({
      where: { action, id: { gte: firstIdSince(since) }, createdAt: { gte: since } },
      select: { teamId: true, userId: true, subjectId: true },
    })
    const invitations = await tx.invitation.findMany({
      where: { id: { in: sent.map(({ subjectId }) => subjectId ?? '') } },
      select: { email: true },
    })
    const mailbox = mailboxOf(email)
    const refusals: [number, number, string][] = [
      [sent.filter(({ teamId }) => teamId === ctx.teamId).length, MOST.ofTeam, 'A team can send'],
      [sent.filter(({ userId }) => userId === ctx.userId).length, MOST.ofPerson, 'A person can send'],
      [
        invitations.filter((row) => mailboxOf(row.email ?? '') === mailbox).length,
        MOST.toAddress,
        'An address gets',
      ],
      [sent.length, MOST.inAll, 'This server sends'],
    ]
    const refusal = refusals.find(([count, most]) => count >= most)
    if (refusal !== undefined) {
      const [, most, words] = refusal
      return `${words} ${most} invitations a day. Copy the link instead.`
    }
    await recordAudit(tx, ctx, { action, subjectType: 'invitation', subjectId: id })
    return null
  })
}
