import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { EXECUTE_RUN_FLOW, RUN_QUEUE, type RunFlowArgument, runFlowId } from './durable/engine-names'
import { enqueueFlows } from './durable/enqueue-flows'
import { flowPartition } from './durable/flow-partition'
import { notifyRun } from './execution/notify-run'

/**
 * Starts the next try of a run that has ended. Earlier tries keep their spans, attempts, checks and artifacts; the
 * run's row shows the newest. Throws `forbidden`, `not-found`, `conflict` (it has not ended).
 */
export async function retryRun(ctx: TeamContext, runId: string): Promise<{ tryNumber: number }> {
  assertCan(ctx, 'launch')
  const run = await db().run.findFirst({
    where: { id: runId, teamId: ctx.teamId },
    select: { tryNumber: true, teamId: true, launchId: true },
  })
  if (run === null) throw new AssayError('not-found', 'There is no such run in this team.')
  const { teamId, launchId } = run
  const tryNumber = run.tryNumber + 1
  return db().$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, tryNumber: run.tryNumber, status: { in: ['done', 'failed', 'cancelled'] } },
      data: { tryNumber, requestId: ctx.requestId, ...BLANK },
    })
    if (count === 0) throw new AssayError('conflict', 'This run is still under way. Cancel it first.')
    const partition = flowPartition(ctx.teamId, 1)
    // It is paid from the budget of who asks for it, whoever launched the run.
    const argument = { runId, tryNumber, userId: ctx.userId, teamId, launchId } satisfies RunFlowArgument
    await enqueueFlows(tx, { flow: EXECUTE_RUN_FLOW, queue: RUN_QUEUE, partition }, [
      { flowId: runFlowId(runId, tryNumber), argument, priority: 1 },
    ])
    await recordAudit(tx, ctx, {
      action: 'run.retry',
      subjectType: 'run',
      subjectId: runId,
      detail: { tryNumber },
    })
    await notifyRun(tx, runId)
    return { tryNumber }
  })
}

/** A run as it is before its first try; its cost stays, what was paid was paid. */
const BLANK = {
  status: 'queued',
  source: null,
  verdict: null,
  verdictText: null,
  reason: null,
  reasonText: null,
  stoppedBy: null,
  errorText: null,
  figures: {},
  promptVersion: null,
  reviewVerdict: null,
  rating: null,
  reviewSeconds: null,
  startedAt: null,
  endedAt: null,
  durationMs: null,
}
