import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { StartTierReset } from '@/lib/domain/routing'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Takes a pin back: the stage starts by what was learned again. Harmless when there is none. */
export async function resetStartTier(ctx: TeamContext, input: StartTierReset): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  const { workflow, stage } = input
  await db().$transaction(async (tx) => {
    const { count } = await tx.routingOverride.deleteMany({ where: { teamId, workflow, stage } })
    if (count === 0) return
    await recordAudit(tx, ctx, {
      action: 'routing.reset',
      subjectType: 'stage',
      subjectId: `${workflow}/${stage}`,
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
