import 'server-only'
import { z } from 'zod'
import { parseInput } from '@/lib/domain/parse-input'
import { env } from '@/lib/env'
import type { TeamContext } from '@/lib/teams/team-context'
import type { AlertMessage } from '../channels/alert-message'
import { changeChannel } from '../channels/change-channel'
import { deliverOne } from './deliver-due'

const ChannelId = z.object({ id: z.string().min(1) })
/** The worker must not send what is sent right here. */
const NOT_DUE = new Date('2999-01-01T00:00:00Z')

/** Sends a test message through a channel at once; `problem`: why it did not arrive. Throws `not-found`. */
export async function testChannel(ctx: TeamContext, input: unknown): Promise<{ problem: string | null }> {
  const { id } = parseInput(ChannelId, input)
  const { teamId, teamSlug, teamName, userName } = ctx
  const now = new Date()
  const message: AlertMessage = {
    what: 'test',
    at: now.toISOString(),
    title: 'Test: alerts arrive here',
    text: `${userName} tested this channel. There is nothing to do.`,
    url: `${env().ASSAY_URL.replace(/\/$/, '')}/t/${teamSlug}/alerts`,
    team: { slug: teamSlug, name: teamName },
    alert: null,
  }
  const delivery = await changeChannel(ctx, id, 'alert-channel.test', (tx) =>
    tx.alertDelivery.create({
      data: { teamId, channelId: id, message, tries: 1, nextTryAt: NOT_DUE, lastTriedAt: now },
    }),
  )
  return { problem: await deliverOne(delivery.id, { once: true }) }
}
