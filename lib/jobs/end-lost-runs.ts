import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { ENGINE_VERSION } from '@/lib/runs/durable/engine-names'
import { endRun } from '@/lib/runs/execution/end-run'

const LostRuns = z.array(
  z.object({ runId: z.string(), tryNumber: z.number(), engineStatus: z.string().nullable() }),
)

const WHY: Record<string, (runId: string) => string> = {
  ERROR: (runId) => `Something went wrong (${runId}). Retry it.`,
  SUCCESS: (runId) => `Something went wrong (${runId}). Retry it.`,
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: () =>
    'The worker went down again and again while it worked on this run, so it was given up. Retry it, or look into the worker’s log.',
  PENDING: () => 'Assay was upgraded while this run was under way. Retry it.',
  ENQUEUED: () => 'Assay was upgraded before this run began. Retry it.',
}

/**
 * Ends runs that would otherwise wait for ever: their flow is gone, has ended without telling, was given up, or was
 * made by another version of Assay. Returns how many. A grace of 5 s keeps it from racing a flow that is just ending.
 */
export async function endLostRuns(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT run.id AS "runId", run."tryNumber", flow.status AS "engineStatus"
    FROM run LEFT JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = run.id || ':' || run."tryNumber"
    WHERE run.status IN ('queued', 'running')
      AND (flow.workflow_uuid IS NULL
        OR (flow.status NOT IN ('PENDING', 'ENQUEUED', 'DELAYED')
            AND flow.updated_at < extract(epoch FROM now()) * 1000 - 5000)
        OR (flow.status IN ('PENDING', 'ENQUEUED') AND flow.application_version <> ${ENGINE_VERSION}
            AND flow.updated_at < extract(epoch FROM now()) * 1000 - 60000
            AND NOT EXISTS (SELECT 1 FROM worker WHERE worker.version = flow.application_version
              AND "stoppedAt" IS NULL AND "heartbeatAt" > (now() AT TIME ZONE 'UTC') - interval '60 seconds')))
    LIMIT 500`
  let ended = 0
  for (const { runId, tryNumber, engineStatus } of LostRuns.parse(rows)) {
    const cancelled = engineStatus === 'CANCELLED'
    const why = WHY[engineStatus ?? '']?.(runId) ?? 'The job of this run was lost. Retry it.'
    const done = await endRun({
      runId,
      tryNumber,
      status: cancelled ? 'cancelled' : 'failed',
      errorText: cancelled ? null : why,
    })
    if (done) ended++
  }
  if (ended > 0) log.warn({ ended }, 'runs without a living job were ended')
  return ended
}
