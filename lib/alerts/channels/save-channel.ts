import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AlertChannelDraft } from '@/lib/domain/alert-channel'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { sealKey } from '@/lib/llm/seal-key'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { channelAddressProblem, shownAddress } from './channel-address'
import { findOwnChannel } from './find-own-channel'
import { newWebhookSecret } from './sign-webhook'

const MOST_CHANNELS = 30

async function assertMembers(tx: Transaction, teamId: string, userIds: string[]): Promise<void> {
  const found = await tx.member.count({ where: { teamId, userId: { in: userIds } } })
  if (found === new Set(userIds).size) return
  const text = 'Choose members of this team.'
  throw new AssayError('not-found', text, { fields: { userIds: text } })
}

async function assertFree(tx: Transaction, teamId: string, { id, name }: AlertChannelDraft): Promise<void> {
  const others = await tx.alertChannel.findMany({
    where: { teamId, ...(id === undefined ? {} : { id: { not: id } }) },
    select: { name: true },
  })
  const taken = others.some((other) => other.name === name)
  const text = taken
    ? 'There is a channel of this name already.'
    : `A team has at most ${MOST_CHANNELS} channels.`
  if (taken) throw new AssayError('conflict', text, { fields: { name: text } })
  if (id === undefined && others.length >= MOST_CHANNELS) throw new AssayError('conflict', text)
}

/**
 * Adds a channel or changes one; its kind stays. The secret that signs a new webhook's messages is returned this once.
 * Throws `conflict` (name taken, too many), `not-found` (no such channel or member), `invalid-input` (also for an
 * address where messages must not be sent).
 */
export async function saveChannel(
  ctx: TeamContext,
  input: unknown,
): Promise<{ id: string; secret: string | null }> {
  assertCan(ctx, 'manage-settings')
  const draft = parseInput(AlertChannelDraft, input)
  const { teamId } = ctx
  const { id, name, kind, url } = draft
  const problem = kind === 'email' || url === null ? null : await channelAddressProblem(url)
  if (problem !== null) throw new AssayError('invalid-input', problem, { fields: { url: problem } })
  const secret = id === undefined && kind === 'webhook' ? newWebhookSecret() : null
  return db().$transaction(async (tx) => {
    if (kind === 'email') await assertMembers(tx, teamId, draft.userIds)
    await assertFree(tx, teamId, draft)
    const known = id === undefined ? null : await findOwnChannel(tx, teamId, id)
    if (known !== null && known.kind !== kind) {
      throw new AssayError('conflict', 'The kind of a channel stays as it is. Add another one.')
    }
    const address = url === null ? {} : { urlSealed: sealKey(teamId, url), urlShown: shownAddress(url) }
    const data = {
      name,
      userIds: kind === 'email' ? draft.userIds : [],
      ...(kind === 'email' ? {} : address),
    }
    const sealed = secret === null ? {} : { secretSealed: sealKey(teamId, secret) }
    const row =
      known === null
        ? await tx.alertChannel.create({ data: { ...data, ...sealed, teamId, kind, createdBy: ctx.userId } })
        : await tx.alertChannel.update({ where: { id: known.id }, data })
    await recordAudit(tx, ctx, {
      action: known === null ? 'alert-channel.create' : 'alert-channel.update',
      subjectType: 'alert-channel',
      subjectId: row.id,
      detail: { name, kind, address: row.urlShown, members: row.userIds.length },
    })
    await notify(tx, { teamId, topic: 'alert', id: row.id })
    return { id: row.id, secret }
  })
}
