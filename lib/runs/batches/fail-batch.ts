import 'server-only'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { eachApart } from './each-apart'
import { endItem } from './end-item'

/** Gives a batch up: its calls are made directly. Its items first, so that a crash in between is made good. */
export async function failBatch(
  batchId: string,
  text: string,
  status: 'failed' | 'expired' = 'failed',
): Promise<void> {
  log.warn({ batchId, text }, 'a batch was given up')
  const items = await db().batchItem.findMany({ where: { batchId, status: 'submitted' } })
  const nameOf = (item: { attemptId: string }) => item.attemptId
  const failed = await eachApart(items, nameOf, (item) => endItem(item, { status, text }))
  if (failed > 0) throw new Error(`${failed} calls of the batch ${batchId} could not be ended`)
  await db().modelBatch.update({
    where: { id: batchId },
    data: { status: 'failed', errorText: text, endedAt: new Date() },
  })
}
