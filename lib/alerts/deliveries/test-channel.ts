import 'server-only'
import { z } from 'zod'
import { parseInput } from '@/lib/domain/parse-input'
import { env } from '@/lib/env'
import type { TeamContext } from '@/lib/teams/team-context'
import type { AlertMessage } from '../channels/alert-message'
import { changeChannel } from '../channels/change-channel'
import { deliverOne } from './deliver-one'
import { NOT_DUE } from './not-due'

const ChannelId = z.object({ id: z.string().min(1) })

/** Sends a test message through a channel at once; `problem`: why it did not arrive. Throws `not-found`. */
export async function testChannel(ctx: TeamContext, input: unknown): Promise<{ problem: string | null }> {
  const { id } = parseInput(ChannelId, input)
  const { teamId, teamSlug, teamName } = ctx
  const now = new Date()
  const message: AlertMessage = {
    what: 'test',
    at: now.toISOString(),
    title: 'Test: alerts arrive here',
    text: 'Somebody of the team tests this channel. There is nothing to do.',
    url: `${env().ASSAY_URL.replace(/\/$/, '')}/t/${teamSlug}/alerts`,
    team: { slug: teamSlug, name: teamName },
    alert: null,
  }
  const delivery = await changeChannel(ctx, id, 'alert-channel.test', (tx) =>
    tx.alertDelivery.create({
      data: { teamId, channelId: id, message, tries: 1, nextTryAt: NOT_DUE, lastTriedAt: now },
    }),
  )
  return { problem: await deliverOne(delivery, { now, once: true }) }
}
