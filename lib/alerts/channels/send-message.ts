import 'server-only'
import { db } from '@/lib/db/db'
import { openKey } from '@/lib/llm/seal-key'
import type { AlertMessage } from './alert-message'
import { ChannelProblem } from './channel-problem'
import { postJson } from './post-json'
import { sendEmail } from './send-email'
import { signWebhook } from './sign-webhook'
import { slackText } from './slack-text'

/** A channel as it is stored. */
export interface StoredChannel {
  teamId: string
  kind: string
  userIds: string[]
  urlSealed: string | null
  secretSealed: string | null
}

function opened(teamId: string, sealed: string | null): string {
  try {
    return sealed === null ? '' : openKey(teamId, sealed)
  } catch (cause) {
    const text = 'Its stored address cannot be read: the server’s secret key has changed. Enter it again.'
    throw new ChannelProblem(text, { isFinal: true, cause })
  }
}

/** Addresses of the members it is for who are in the team now; nobody chosen: of its owners and admins. */
async function addressesOf({ teamId, userIds }: StoredChannel): Promise<string[]> {
  const whom = userIds.length === 0 ? { role: { in: ['owner', 'admin'] } } : { userId: { in: userIds } }
  const members = await db().member.findMany({
    where: { teamId, ...whom },
    select: { user: { select: { email: true } } },
    orderBy: { id: 'asc' },
  })
  return members.map(({ user }) => user.email)
}

/**
 * Sends a message through a channel, once. `id` stays the same when it is tried again, so that a receiver can leave out
 * what it has. Returns what went wrong for a part of the receivers, or null; throws ChannelProblem.
 */
export async function sendMessage(
  channel: StoredChannel,
  message: AlertMessage,
  id: string,
): Promise<string | null> {
  if (channel.kind === 'email') return sendEmail(message, { id, to: await addressesOf(channel) })
  const url = opened(channel.teamId, channel.urlSealed)
  if (channel.kind === 'slack') {
    await postJson(url, JSON.stringify({ text: slackText(message) }))
    return null
  }
  const secret = opened(channel.teamId, channel.secretSealed)
  const body = JSON.stringify({ type: `alert.${message.what}`, timestamp: message.at, data: message })
  await postJson(url, body, signWebhook(secret, { id, at: new Date(), body }))
  return null
}
