import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { eachApart } from './each-apart'
import { endItem } from './end-item'

const Ids = z.array(z.object({ attemptId: z.string() }))

/** Takes calls out of the queue whose run was cancelled meanwhile, and gives their budget back. Returns how many. */
export async function dropUnwanted(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT item."attemptId" FROM batch_item AS item JOIN run ON run.id = item."runId"
    WHERE item.status IN ('waiting', 'following') AND (run.status <> 'running' OR run."tryNumber" <> item."tryNumber")
    LIMIT 1000`
  const ids = Ids.parse(rows).map(({ attemptId }) => attemptId)
  if (ids.length === 0) return 0
  const items = await db().batchItem.findMany({ where: { attemptId: { in: ids } } })
  const ended = { status: 'cancelled', text: 'the run was cancelled' } as const
  const failed = await eachApart(
    items,
    ({ attemptId }) => attemptId,
    (item) => endItem(item, ended),
  )
  return items.length - failed
}
