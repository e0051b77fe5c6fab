import 'server-only'
import { db } from '@/lib/db/db'
import { IMPORT_QUEUE, importFlowId } from '@/lib/imports/import-flow'
import { RECHECK_QUEUE, RUN_QUEUE } from '@/lib/runs/durable/engine-names'
import { flowPartition } from '@/lib/runs/durable/flow-partition'
import { INTERACTIVE_RUNS } from '@/lib/runs/slots/is-interactive'

/** What was enqueued before its queue had partitions would wait for ever: it gets one. Idempotent. Returns how many. */
export async function givePartitions(): Promise<number> {
  const small = flowPartition('', 1)
  const large = flowPartition('', INTERACTIVE_RUNS + 1)
  return db().$executeRaw`
    UPDATE dbos.workflow_status AS flow SET queue_partition_key = job.partition
    FROM (
      SELECT run.id || ':' || run."tryNumber" AS "flowId", ${RUN_QUEUE} AS queue,
        run."teamId" || CASE WHEN launch."targetCount" <= ${INTERACTIVE_RUNS} THEN ${small} ELSE ${large} END AS partition
      FROM run JOIN launch ON launch.id = run."launchId" WHERE run.status IN ('queued', 'running')
      UNION ALL
      SELECT 'recheck:' || artifact.id, ${RECHECK_QUEUE}, "teamId" || ${small} FROM artifact
      UNION ALL
      SELECT ${importFlowId('')} || ("importState"->>'id'), ${IMPORT_QUEUE}, "teamId" FROM project
      WHERE "importState"->>'status' = 'running'
    ) AS job
    WHERE flow.workflow_uuid = job."flowId" AND flow.queue_name = job.queue
      AND flow.queue_partition_key IS NULL AND flow.status IN ('ENQUEUED', 'DELAYED', 'PENDING')`
}
