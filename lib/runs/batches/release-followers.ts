import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { eachApart } from './each-apart'
import { endItem } from './end-item'

const Ids = z.array(z.object({ attemptId: z.string() }))

/**
 * Ends the wait of calls that left the same result to another run, once that run has stored it, given it up, or ended:
 * theirs look it up again.
 */
export async function releaseFollowers(): Promise<void> {
  const rows = await db().$queryRaw`
    SELECT item."attemptId" FROM batch_item AS item
    WHERE item.status = 'following' AND NOT EXISTS (
      SELECT 1 FROM cache_flight AS flight
      JOIN run ON run.id = flight."runId" AND run."tryNumber" = flight."tryNumber" AND run.status = 'running'
      WHERE flight."teamId" = item."teamId" AND flight.key = item.request->'call'->>'cacheKey'
        AND flight."runId" <> item."runId")
    LIMIT 1000`
  const ids = Ids.parse(rows).map(({ attemptId }) => attemptId)
  if (ids.length === 0) return
  const items = await db().batchItem.findMany({ where: { attemptId: { in: ids } } })
  const ended = { status: 'followed', text: 'the other run has ended' } as const
  const nameOf = (item: { attemptId: string }) => item.attemptId
  await eachApart(items, nameOf, (item) => endItem(item, ended))
}
