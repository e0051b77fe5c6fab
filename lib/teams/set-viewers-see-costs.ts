import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { assertCan } from './assert-can'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/** Lets the team's viewers see what things cost, or not; holds from their next request on. */
export async function setViewersSeeCosts(ctx: TeamContext, input: { seesCosts: boolean }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { viewersSeeCosts: input.seesCosts } })
    await recordAudit(tx, ctx, {
      action: 'team.show-costs',
      subjectType: 'team',
      subjectId: teamId,
      detail: { seesCosts: input.seesCosts },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
