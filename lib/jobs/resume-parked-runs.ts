import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { eachApart } from '@/lib/runs/batches/each-apart'
import { OPEN_ITEM } from '@/lib/runs/batches/item-status'
import { ENGINE_VERSION, RUN_QUEUE } from '@/lib/runs/durable/engine-names'
import { MOST_RESUMES, resumesOf } from './lost-flow'

const Parked = z.object({
  attemptId: z.string(),
  flowId: z.string(),
  version: z.string().nullable(),
  queue: z.string().nullable(),
  partition: z.string().nullable(),
  lastStep: z.number().nullable(),
})
type Parked = z.infer<typeof Parked>

/**
 * Puts runs back into their queue whose call is back from its batch. The flow's last step is the call, which said that it
 * waits: it is forgotten and asked again, and finds its answer on record. One that left its result to another run looks
 * that up again. Idempotent: a flow that is in the queue again is
 * no longer parked. One that was taken up too often is left to the reaper. Returns how many.
 */
export async function resumeParkedRuns(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT batch_item."attemptId", batch_item."flowId", flow.application_version AS version, flow.queue_name AS queue,
      flow.queue_partition_key AS partition,
      (SELECT max(function_id) FROM dbos.operation_outputs
        WHERE workflow_uuid = batch_item."flowId"
          AND (batch_item.status <> 'followed' OR function_name LIKE '%-cache')) AS "lastStep"
    FROM run
    JOIN batch_item ON batch_item."runId" = run.id AND batch_item."tryNumber" = run."tryNumber"
    JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = batch_item."flowId"
    WHERE run.status = 'running' AND batch_item.status <> ALL(${OPEN_ITEM}::text[]) AND flow.status = 'SUCCESS'
      AND ${resumesOf} < ${MOST_RESUMES}
    ORDER BY ${resumesOf}, batch_item."updatedAt" LIMIT 500`
  const parked = z.array(Parked).parse(rows)
  const failed = await eachApart(parked, ({ flowId }) => flowId, resume)
  const runs = parked.length - failed
  if (runs > 0) log.info({ runs }, 'runs were taken up again after their batch')
  return runs
}

async function resume({ attemptId, flowId, version, queue, partition, lastStep }: Parked): Promise<void> {
  // Counted before, so that what can never be taken up comes to an end too.
  await db().$executeRaw`
    UPDATE batch_item SET result = coalesce(result, '{}') || jsonb_build_object('resumes', ${resumesOf} + 1)
    WHERE "attemptId" = ${attemptId}`
  // Steps of another version cannot be replayed: then from the start; what was paid is found by its id all the same.
  const startStep = version === ENGINE_VERSION ? (lastStep ?? 0) : 0
  await DBOS.rewindWorkflow(flowId, {
    startStep,
    applicationVersion: ENGINE_VERSION,
    queueName: queue ?? RUN_QUEUE,
    ...(partition === null ? {} : { queuePartitionKey: partition }),
  })
}
