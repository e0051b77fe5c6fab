import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Switches a provider on or off; it keeps its settings. Throws `not-found`. */
export async function switchProvider(
  ctx: TeamContext,
  { id, enabled }: { id: string; enabled: boolean },
): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const { count } = await tx.provider.updateMany({ where: { id, teamId }, data: { enabled } })
    if (count === 0) throw new AssayError('not-found', 'This provider was removed.')
    await recordAudit(tx, ctx, {
      action: enabled ? 'provider.enable' : 'provider.disable',
      subjectType: 'provider',
      subjectId: id,
    })
    await notify(tx, { teamId, topic: 'settings', id })
  })
}
