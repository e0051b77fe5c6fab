import 'server-only'
import { db } from '@/lib/db/db'
import { listBatches } from '@/lib/llm/batches/list-batches'
import { findProviderAccess } from '@/lib/llm/load-providers'
import { log } from '@/lib/log/log'
import type { BatchPace } from './batch-pace'
import { eachApart } from './each-apart'
import { failBatch } from './fail-batch'
import { markSubmitted, sendBatch } from './send-batch'

/** The provider's clock and ours may differ by so much. */
const CLOCK_SKEW_MS = 60_000
/** A provider that has taken no batch for so long is asked directly: there, faults have their own ways. */
const GIVE_UP_MS = 2 * 3_600_000

/**
 * Finds out what became of submissions that nobody saw the end of. The API gives batches no name of ours, so one is known
 * by what fits: taken since, as large, and not known here. It is then ours, or of another application with the same key
 * that sent as many calls in that minute; in that case no result carries our names, and the calls are made directly. As
 * nobody can tell before, such a batch is never cancelled.
 */
export async function recoverBatches({ settleMs }: Pick<BatchPace, 'settleMs'>): Promise<void> {
  const lost = await db().modelBatch.findMany({
    where: {
      status: 'collecting',
      OR: [{ lastPolledAt: null }, { lastPolledAt: { lt: new Date(Date.now() - settleMs) } }],
    },
    orderBy: { createdAt: 'asc' },
  })
  await eachApart(
    lost,
    ({ id }) => id,
    // Not tried even once: the process ended right after it had closed the batch.
    (batch) => (batch.lastPolledAt === null ? sendBatch(batch.id) : recoverBatch(batch)),
  )
}

async function recoverBatch(batch: {
  id: string
  teamId: string
  providerId: string
  requests: number
  createdAt: Date
}): Promise<void> {
  const { id, teamId, providerId, requests, createdAt } = batch
  const provider = await findProviderAccess(teamId, providerId, { evenIfOff: true })
  if (provider === null) return failBatch(id, 'its provider was removed')
  const taken = await listBatches(provider, new Date(createdAt.getTime() - CLOCK_SKEW_MS)).catch(
    (error: unknown) => {
      log.warn({ err: error, batchId: id }, 'the list of batches could not be read')
      return null
    },
  )
  const isTooOld = createdAt.getTime() < Date.now() - GIVE_UP_MS
  if (taken === null) return isTooOld ? failBatch(id, 'the provider could not be reached') : undefined
  const known = new Set(
    (
      await db().modelBatch.findMany({
        where: { providerBatchId: { in: taken.map((one) => one.providerBatchId) } },
        select: { providerBatchId: true },
      })
    ).map((one) => one.providerBatchId),
  )
  const ours = taken.find((one) => one.requests === requests && !known.has(one.providerBatchId))
  if (ours !== undefined) {
    log.warn({ batchId: id, ...ours }, 'a batch that had been taken was found again')
    return markSubmitted(id, ours.providerBatchId, 'adopted')
  }
  return isTooOld ? failBatch(id, 'the provider took no batch') : sendBatch(id)
}
