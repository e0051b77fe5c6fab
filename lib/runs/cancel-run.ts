import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { cancelFlows } from './durable/cancel-flows'
import { runFlowId } from './durable/engine-names'
import { endRun } from './execution/end-run'

/**
 * Cancels a queued or running run: shown at once, and its worker stops what is in flight (model call, sandbox).
 * `cancelled: false` when it had ended before. Throws `forbidden`, `not-found`.
 */
export async function cancelRun(ctx: TeamContext, runId: string): Promise<{ cancelled: boolean }> {
  assertCan(ctx, 'launch')
  const run = await db().run.findFirst({
    where: { id: runId, teamId: ctx.teamId },
    select: { tryNumber: true },
  })
  if (run === null) throw new AssayError('not-found', 'There is no such run in this team.')
  return db().$transaction(async (tx) => {
    const cancelled = await endRun({ runId, tryNumber: run.tryNumber, status: 'cancelled' }, tx)
    if (!cancelled) return { cancelled }
    await cancelFlows(tx, [runFlowId(runId, run.tryNumber)])
    await recordAudit(tx, ctx, { action: 'run.cancel', subjectType: 'run', subjectId: runId })
    return { cancelled }
  })
}
