import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { requestTimeZone } from '@/lib/metrics/rollups/request-time-zone'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/**
 * Sets by whose clocks the team's days begin: in charts and alerts, and for the night in which data is deleted. Charts change
 * over when they have been summed up anew; budgets stay in UTC. Throws `forbidden`, `invalid-input` for no zone.
 */
export async function setTimeZone(ctx: TeamContext, input: { timeZone: string }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const team = await tx.team.findUniqueOrThrow({ where: { id: teamId } })
    await requestTimeZone(teamId, input.timeZone, tx)
    await recordAudit(tx, ctx, {
      action: 'team.set-time-zone',
      subjectType: 'team',
      subjectId: teamId,
      detail: { from: team.timeZone, to: input.timeZone },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
