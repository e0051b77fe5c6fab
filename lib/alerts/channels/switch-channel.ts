import 'server-only'
import { z } from 'zod'
import { parseInput } from '@/lib/domain/parse-input'
import type { TeamContext } from '@/lib/teams/team-context'
import { changeChannel } from './change-channel'

const ChannelSwitch = z.object({ id: z.string().min(1), enabled: z.boolean() })

/** Switches a channel on or off; what waits for one that is off is not sent. Throws `not-found`. */
export async function switchChannel(ctx: TeamContext, input: unknown): Promise<void> {
  const { id, enabled } = parseInput(ChannelSwitch, input)
  await changeChannel(ctx, id, enabled ? 'alert-channel.enable' : 'alert-channel.disable', (tx) =>
    tx.alertChannel.update({ where: { id }, data: { enabled } }),
  )
}
