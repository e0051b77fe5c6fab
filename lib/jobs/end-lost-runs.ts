import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { BEING_CHECKED } from '@/lib/domain/unchecked-edit'
import { log } from '@/lib/log/log'
import { ENGINE_VERSION } from '@/lib/runs/durable/engine-names'
import { endRun } from '@/lib/runs/execution/end-run'
import { endWaitingCheck } from '@/lib/runs/execution/end-waiting-check'

const LostJobs = z.array(
  z.object({
    id: z.string(),
    /** null: the check of a person's edit, whose id is the artifact's */
    tryNumber: z.number().nullable(),
    engineStatus: z.string().nullable(),
  }),
)
type LostJob = z.infer<typeof LostJobs>[number]

const WHY: Record<string, (id: string) => string> = {
  ERROR: (id) => `Something went wrong (${id}).`,
  SUCCESS: (id) => `Something went wrong (${id}).`,
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: () =>
    'The worker went down again and again while it worked on this, so it was given up; its log may say why.',
  PENDING: () => 'Assay was upgraded while this was under way.',
  ENQUEUED: () => 'Assay was upgraded before this began.',
}

/**
 * Ends what would otherwise wait for ever, runs and checks of edits: their flow is gone, has ended without telling, was
 * given up, or was made by another version of Assay. Returns how many. A grace of 5 s keeps it from racing a flow that
 * is just ending.
 */
export async function endLostRuns(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT job.id, job."tryNumber", flow.status AS "engineStatus"
    FROM (
      SELECT id, "tryNumber", id || ':' || "tryNumber" AS "flowId" FROM run WHERE status IN ('queued', 'running')
      UNION ALL
      SELECT id, NULL, 'recheck:' || id FROM artifact
      WHERE verdict = ${BEING_CHECKED}
    ) AS job
    LEFT JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = job."flowId"
    WHERE flow.workflow_uuid IS NULL
      OR (flow.status NOT IN ('PENDING', 'ENQUEUED', 'DELAYED')
          AND flow.updated_at < extract(epoch FROM now()) * 1000 - 5000)
      OR (flow.status IN ('PENDING', 'ENQUEUED') AND flow.application_version <> ${ENGINE_VERSION}
          AND flow.updated_at < extract(epoch FROM now()) * 1000 - 60000
          AND NOT EXISTS (SELECT 1 FROM worker WHERE worker.version = flow.application_version
            AND "stoppedAt" IS NULL AND "heartbeatAt" > (now() AT TIME ZONE 'UTC') - interval '60 seconds'))
    LIMIT 500`
  let ended = 0
  for (const job of LostJobs.parse(rows)) if (await endLostJob(job)) ended++
  if (ended > 0) log.warn({ ended }, 'runs and checks without a living job were ended')
  return ended
}

async function endLostJob({ id, tryNumber, engineStatus }: LostJob): Promise<boolean> {
  const why = WHY[engineStatus ?? '']?.(id)
  if (tryNumber === null) return endWaitingCheck(id, why ?? 'Its job was lost.')
  if (engineStatus === 'CANCELLED') return endRun({ runId: id, tryNumber, status: 'cancelled' })
  const errorText = `${why ?? 'The job of this run was lost.'} Retry it.`
  return endRun({ runId: id, tryNumber, status: 'failed', errorText })
}
