import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { ENGINE_APPLICATION } from '@/lib/runs/durable/engine-names'

/** What a run came to is in our own tables; checkpoints are of use only until its flow has ended. */
export const KEEP_FLOWS_DAYS = 7
const BATCH = 500

const Flows = z.array(z.object({ id: z.string() }))

/** Deletes the engine's rows of flows that ended long ago, in batches; returns how many. Runs keep all they show. */
export async function deleteOldFlows(keepDays = KEEP_FLOWS_DAYS): Promise<number> {
  let deleted = 0
  for (;;) {
    const rows = await db().$queryRaw`
      SELECT workflow_uuid AS id FROM dbos.workflow_status
      WHERE application_name = ${ENGINE_APPLICATION}
        AND status NOT IN ('PENDING', 'ENQUEUED', 'DELAYED')
        AND updated_at < (extract(epoch FROM now()) - ${keepDays} * 86400) * 1000
      LIMIT ${BATCH}`
    const ids = Flows.parse(rows).map((row) => row.id)
    if (ids.length === 0) return deleted
    await DBOS.deleteWorkflows(ids)
    deleted += ids.length
  }
}
