import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { CacheLimits } from '@/lib/domain/cache'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Sets how long and how much the team's cache keeps; what is above it goes with the next pruning, within an hour. */
export async function setCacheLimits(ctx: TeamContext, limits: CacheLimits): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  const { days, megabytes } = limits
  await db().$transaction(async (tx) => {
    await tx.team.update({
      where: { id: teamId },
      data: { cacheDays: days, cacheMegabytes: megabytes },
    })
    await recordAudit(tx, ctx, {
      action: 'cache.set-limits',
      subjectType: 'team',
      subjectId: teamId,
      detail: { days, megabytes },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
