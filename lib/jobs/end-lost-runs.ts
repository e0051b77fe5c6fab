import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { BEING_CHECKED } from '@/lib/domain/unchecked-edit'
import { log } from '@/lib/log/log'
import { cancelFlows } from '@/lib/runs/durable/cancel-flows'
import { endRun } from '@/lib/runs/execution/end-run'
import { endWaitingCheck } from '@/lib/runs/execution/end-waiting-check'
import { flowIsLost, flowIsParked, whyLost } from './lost-flow'

const LostJobs = z.array(
  z.object({
    id: z.string(),
    /** null: the check of a person's edit, whose id is the artifact's */
    tryNumber: z.number().nullable(),
    flowId: z.string(),
    engineStatus: z.string().nullable(),
  }),
)
type LostJob = z.infer<typeof LostJobs>[number]

/** Ends runs and checks of edits that would otherwise wait for ever: their flow is lost. Returns how many. */
export async function endLostRuns(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT job.id, job."tryNumber", job."flowId", flow.status AS "engineStatus"
    FROM (
      SELECT id, "tryNumber", id || ':' || "tryNumber" AS "flowId" FROM run WHERE status IN ('queued', 'running')
      UNION ALL
      SELECT id, NULL, 'recheck:' || id FROM artifact
      WHERE verdict = ${BEING_CHECKED}
    ) AS job
    LEFT JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = job."flowId"
    WHERE ${flowIsLost()} AND NOT ${flowIsParked}
    LIMIT 500`
  let ended = 0
  for (const job of LostJobs.parse(rows)) {
    if (!(await endLostJob(job))) continue
    ended++
    // One of another version: nobody would ever take it up, and it would be looked at for ever.
    if (['PENDING', 'ENQUEUED'].includes(job.engineStatus ?? ''))
      await db().$transaction((tx) => cancelFlows(tx, [job.flowId]))
  }
  if (ended > 0) log.warn({ ended }, 'runs and checks without a living job were ended')
  return ended
}

async function endLostJob({ id, tryNumber, engineStatus }: LostJob): Promise<boolean> {
  const why = whyLost(engineStatus, id)
  if (tryNumber === null) return endWaitingCheck(id, why ?? 'Its job was lost.')
  if (engineStatus === 'CANCELLED') return endRun({ runId: id, tryNumber, status: 'cancelled' })
  const errorText = `${why ?? 'The job of this run was lost.'} Retry it.`
  return endRun({ runId: id, tryNumber, status: 'failed', errorText })
}
