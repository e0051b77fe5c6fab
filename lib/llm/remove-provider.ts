import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Removes a provider with its key and what was known of its models' limits. Attempts keep its name. Throws `not-found`. */
export async function removeProvider(ctx: TeamContext, input: { id: string }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const row = await tx.provider.findFirst({ where: { id: input.id, teamId } })
    if (row === null) throw new AssayError('not-found', 'This provider was removed already.')
    await tx.provider.delete({ where: { id: row.id } })
    const ofProvider = { where: { providerId: row.id } }
    await tx.rateTake.deleteMany(ofProvider)
    await tx.modelRateLimit.deleteMany(ofProvider)
    await tx.breaker.deleteMany(ofProvider)
    await recordAudit(tx, ctx, {
      action: 'provider.remove',
      subjectType: 'provider',
      subjectId: row.id,
      detail: { name: row.name },
    })
    await notify(tx, { teamId, topic: 'settings', id: row.id })
  })
}
