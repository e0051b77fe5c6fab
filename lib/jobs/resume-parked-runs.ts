import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { ENGINE_VERSION, RUN_QUEUE } from '@/lib/runs/durable/engine-names'

const Parked = z.array(
  z.object({
    flowId: z.string(),
    version: z.string().nullable(),
    queue: z.string().nullable(),
    partition: z.string().nullable(),
    lastStep: z.number().nullable(),
  }),
)

/**
 * Puts runs back into their queue whose call is back from its batch. The flow's last step is the call, which said that it
 * waits: it is forgotten and asked again, and finds its answer on record. Idempotent: a flow that is in the queue again is
 * no longer parked. Returns how many.
 */
export async function resumeParkedRuns(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT item."flowId", flow.application_version AS version, flow.queue_name AS queue,
      flow.queue_partition_key AS partition,
      (SELECT max(function_id) FROM dbos.operation_outputs WHERE workflow_uuid = item."flowId") AS "lastStep"
    FROM run
    JOIN batch_item AS item ON item."runId" = run.id AND item."tryNumber" = run."tryNumber"
    JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = item."flowId"
    WHERE run.status = 'running' AND item.status NOT IN ('waiting', 'submitted') AND flow.status = 'SUCCESS'
    ORDER BY item."updatedAt" LIMIT 500`
  const parked = Parked.parse(rows)
  for (const { flowId, version, queue, partition, lastStep } of parked) {
    // Steps of another version cannot be replayed: then from the start; what was paid is found by its id all the same.
    const startStep = version === ENGINE_VERSION ? (lastStep ?? 0) : 0
    await DBOS.rewindWorkflow(flowId, {
      startStep,
      applicationVersion: ENGINE_VERSION,
      queueName: queue ?? RUN_QUEUE,
      ...(partition === null ? {} : { queuePartitionKey: partition }),
    })
  }
  if (parked.length > 0) log.info({ runs: parked.length }, 'runs were taken up again after their batch')
  return parked.length
}
