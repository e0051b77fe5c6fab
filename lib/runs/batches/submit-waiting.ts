import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { BatchPace } from './batch-pace'
import { eachApart } from './each-apart'
import { sendBatch } from './send-batch'

/** The API takes 256 MB; what it counts is a little more than what we store. */
const MAX_BYTES = 100_000_000

const Group = z.object({ teamId: z.string(), providerId: z.string(), projectId: z.string() })
type Group = z.infer<typeof Group>

/**
 * Puts calls that wait for the same provider into batches and submits them: when enough have come, when every run of their
 * launches has come to its call, or when none has come for a while.
 */
export async function submitWaiting(pace: BatchPace): Promise<void> {
  const rows = await db().$queryRaw`
    SELECT item."teamId", item."providerId", run."projectId"
    FROM batch_item AS item JOIN run ON run.id = item."runId"
    WHERE item.status = 'waiting'
    GROUP BY 1, 2, 3
    HAVING count(*) >= ${pace.maxItems}
      OR NOT EXISTS (
        SELECT 1 FROM run AS coming
        WHERE coming."launchId" = ANY(array_agg(item."launchId")) AND coming.status IN ('queued', 'running')
          AND NOT EXISTS (SELECT 1 FROM batch_item AS theirs
            WHERE theirs."runId" = coming.id AND theirs."tryNumber" = coming."tryNumber"))
      OR max(item."createdAt") < (now() AT TIME ZONE 'UTC') - ${`${pace.idleMs} ms`}::interval
      OR min(item."createdAt") < (now() AT TIME ZONE 'UTC') - ${`${pace.maxWaitMs} ms`}::interval`
  const nameOf = ({ teamId, providerId }: Group) => `calls of ${teamId} for ${providerId}`
  await eachApart(z.array(Group).parse(rows), nameOf, async (group) => {
    const batchId = await closeBatch(group, pace.maxItems)
    if (batchId !== null) await sendBatch(batchId)
  })
}

/** The intent to submit, on record before anything is sent: these calls belong to this batch and to no other. */
async function closeBatch(
  { teamId, providerId, projectId }: Group,
  maxItems: number,
): Promise<string | null> {
  return db().$transaction(async (tx) => {
    const { id } = await tx.modelBatch.create({ data: { teamId, providerId, status: 'collecting' } })
    const requests = await tx.$executeRaw`
      UPDATE batch_item SET status = 'submitted', "batchId" = ${id}, "updatedAt" = now() AT TIME ZONE 'UTC'
      WHERE status = 'waiting' AND "attemptId" IN (
        SELECT "attemptId" FROM (
          SELECT item."attemptId", row_number() OVER oldest AS place,
                 sum(octet_length(request::text)) OVER oldest AS bytes
          FROM batch_item AS item JOIN run ON run.id = item."runId"
          WHERE item.status = 'waiting' AND item."teamId" = ${teamId} AND item."providerId" = ${providerId}
            AND run."projectId" = ${projectId}
          WINDOW oldest AS (ORDER BY item."createdAt", item."attemptId")
        ) AS queue WHERE place = 1 OR (place <= ${maxItems} AND bytes <= ${MAX_BYTES}))`
    if (requests === 0) {
      await tx.modelBatch.delete({ where: { id } })
      return null
    }
    await tx.modelBatch.update({ where: { id }, data: { requests } })
    return id
  })
}
