import 'server-only'
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { steadiness } from '@/lib/db/steadiness'
import { log } from '@/lib/log/log'
import { ENGINE_APPLICATION, ENGINE_VERSION } from '@/lib/runs/durable/engine-names'
import { recordKeptAnswers } from '@/lib/runs/kept-answers/record-kept-answers'

/** A worker that has not said for this long that it lives is dead: three heartbeats and a bit. */
export const SILENT_MS = 6500

const Orphans = z.array(z.object({ executorId: z.string() }))

/**
 * Executors that still hold flows of this version but are not alive: crashed, stopped before their flows ended, or never
 * heard of. Silence counts only if this worker's own beats have come through for as long: else it may be the database that
 * was away. Flows of another version are for its workers, and for `endLostRuns` once there are none.
 */
async function findDeadExecutors(ownId: string): Promise<string[]> {
  const silenceCounts = steadiness.forMs() >= SILENT_MS
  const rows = await db().$queryRaw`
    SELECT DISTINCT executor_id AS "executorId" FROM dbos.workflow_status
    WHERE status = 'PENDING' AND application_name = ${ENGINE_APPLICATION}
      AND application_version = ${ENGINE_VERSION} AND executor_id IS NOT NULL AND executor_id <> ${ownId}
      AND executor_id NOT IN (
        SELECT id FROM worker WHERE "stoppedAt" IS NULL
          AND (NOT ${silenceCounts}::boolean OR "heartbeatAt" > (now() AT TIME ZONE 'UTC') - ${SILENT_MS} * interval '1 millisecond'))`
  return Orphans.parse(rows).map((row) => row.executorId)
}

/**
 * Puts the flows of dead workers back into their queues, where any living worker takes them up at their last
 * checkpoint. A worker that was only frozen is fenced off by the engine: what it does afterwards is not recorded.
 * Returns how many flows were put back.
 */
export async function resumeOrphans(ownId: string): Promise<number> {
  const dead = await findDeadExecutors(ownId)
  const engine = DBOSExecutor.globalInstance
  if (dead.length === 0 || engine === undefined) return 0
  // Of those that are only frozen; what processes that are gone had received is looked for by whoever claims their flows.
  await recordKeptAnswers(dead)
  const resumed = await engine.recoverPendingWorkflows(dead)
  await db().worker.updateMany({
    where: { id: { in: dead }, stoppedAt: null },
    data: { stoppedAt: new Date() },
  })
  log.warn({ dead, flows: resumed.length }, 'runs of dead workers were put back into the queue')
  return resumed.length
}
