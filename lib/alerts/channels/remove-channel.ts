import 'server-only'
import { z } from 'zod'
import { parseInput } from '@/lib/domain/parse-input'
import type { TeamContext } from '@/lib/teams/team-context'
import { changeChannel } from './change-channel'

const ChannelId = z.object({ id: z.string().min(1) })

/** Removes a channel with its log; rules that named it no longer do. Throws `not-found`. */
export async function removeChannel(ctx: TeamContext, input: unknown): Promise<void> {
  const { id } = parseInput(ChannelId, input)
  await changeChannel(ctx, id, 'alert-channel.delete', async (tx) => {
    await tx.$executeRaw`
      UPDATE alert_rule SET "channelIds" = array_remove("channelIds", ${id})
      WHERE "teamId" = ${ctx.teamId} AND ${id} = ANY("channelIds")`
    await tx.alertChannel.delete({ where: { id } })
  })
}
