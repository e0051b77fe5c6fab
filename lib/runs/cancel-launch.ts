import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { cancelFlows } from './durable/cancel-flows'
import { runFlowId } from './durable/engine-names'
import { endRuns } from './execution/end-run'

/** Cancels every run of a launch that has not ended; returns how many. Throws `forbidden`, `not-found`. */
export async function cancelLaunch(ctx: TeamContext, launchId: string): Promise<{ cancelled: number }> {
  assertCan(ctx, 'launch')
  const launch = await db().launch.findFirst({ where: { id: launchId, teamId: ctx.teamId } })
  if (launch === null) throw new AssayError('not-found', 'There is no such launch in this team.')
  return db().$transaction(
    async (tx) => {
      const open = await tx.run.findMany({
        where: { launchId, status: { in: ['queued', 'running', 'awaiting-approval'] } },
        select: { id: true, tryNumber: true },
      })
      const tries = open.map(({ id, tryNumber }) => ({ runId: id, tryNumber }))
      const ended = await endRuns(tx, tries, { status: 'cancelled' })
      const flowIds = ended.map(({ runId, tryNumber }) => runFlowId(runId, tryNumber))
      if (ended.length === 0) return { cancelled: 0 }
      await cancelFlows(tx, flowIds)
      await tx.launch.update({ where: { id: launchId }, data: { cancelledAt: new Date() } })
      await recordAudit(tx, ctx, {
        action: 'launch.cancel',
        subjectType: 'launch',
        subjectId: launchId,
        detail: { runs: flowIds.length },
      })
      const { teamId, projectId } = launch
      await notify(tx, { teamId, topic: 'launch', id: launchId, launchId, projectId })
      return { cancelled: flowIds.length }
    },
    { timeout: 30_000 },
  )
}
