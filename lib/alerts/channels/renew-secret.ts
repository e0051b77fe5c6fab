import 'server-only'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { sealKey } from '@/lib/llm/seal-key'
import type { TeamContext } from '@/lib/teams/team-context'
import { changeChannel } from './change-channel'
import { newWebhookSecret } from './sign-webhook'

const ChannelId = z.object({ id: z.string().min(1) })

/** Gives a webhook a new secret, which is returned this once; the old one signs nothing more. Throws `not-found`, `conflict`. */
export async function renewSecret(ctx: TeamContext, input: unknown): Promise<{ secret: string }> {
  const { id } = parseInput(ChannelId, input)
  const secret = newWebhookSecret()
  await changeChannel(ctx, id, 'alert-channel.new-secret', (tx, { kind }) => {
    if (kind !== 'webhook') throw new AssayError('conflict', 'Only messages of webhooks are signed.')
    return tx.alertChannel.update({ where: { id }, data: { secretSealed: sealKey(ctx.teamId, secret) } })
  })
  return { secret }
}
