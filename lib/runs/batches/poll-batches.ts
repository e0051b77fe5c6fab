import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { customIdOf } from '@/lib/llm/batches/custom-id'
import { readBatch } from '@/lib/llm/batches/read-batch'
import { type BatchResult, readResults } from '@/lib/llm/batches/read-results'
import { findProviderAccess } from '@/lib/llm/load-providers'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { log } from '@/lib/log/log'
import { BATCH_LIFE_MS, type BatchPace } from './batch-pace'
import { eachApart } from './each-apart'
import { endItem } from './end-item'
import { failBatch } from './fail-batch'

/** The older a batch, the rarer it is looked at, but no rarer than this. */
const MAX_POLL_MS = 300_000
/** A batch that should be back is given up after so many looks in a row that failed: one may be bad luck, or our own. */
const MOST_FAILED_LOOKS = 5
/** How many looks at a batch have failed in a row, as far as this process knows. */
const failedLooks = new Map<string, number>()

const Due = z.array(
  z.object({
    id: z.string(),
    teamId: z.string(),
    providerId: z.string(),
    providerBatchId: z.string(),
    ageMs: z.number(),
    /** found on the provider's list: it may be another application's */
    isAdopted: z.boolean(),
    /** a run still wants an answer of it */
    isWanted: z.boolean(),
  }),
)
type DueBatch = z.infer<typeof Due>[number]

/** Looks at the batches that are due; those that have ended are read and their calls recorded. */
export async function pollBatches({ pollMs }: Pick<BatchPace, 'pollMs'>): Promise<void> {
  const rows = await db().$queryRaw`
    SELECT * FROM (
      SELECT batch.id, batch.status = 'adopted' AS "isAdopted", batch."teamId", batch."providerId", batch."providerBatchId", batch."lastPolledAt",
        (extract(epoch FROM (now() AT TIME ZONE 'UTC') - batch."submittedAt") * 1000)::float8 AS "ageMs",
        EXISTS (SELECT 1 FROM batch_item AS item JOIN run ON run.id = item."runId"
          WHERE item."batchId" = batch.id AND run.status = 'running' AND run."tryNumber" = item."tryNumber") AS "isWanted"
      FROM model_batch AS batch WHERE batch.status IN ('submitted', 'adopted')
    ) AS open
    WHERE "lastPolledAt" < (now() AT TIME ZONE 'UTC')
      - least(greatest(${pollMs}::float8, "ageMs" / 12), ${MAX_POLL_MS}::float8) * interval '1 ms'`
  // One provider that cannot be reached keeps nobody else's batch waiting.
  await eachApart(Due.parse(rows), ({ id }) => id, lookAt)
}

async function lookAt(batch: DueBatch): Promise<void> {
  const { id, ageMs } = batch
  await db().modelBatch.update({ where: { id }, data: { lastPolledAt: new Date() } })
  try {
    await pollBatch(batch)
    failedLooks.delete(id)
  } catch (error) {
    const failed = (failedLooks.get(id) ?? 0) + 1
    failedLooks.set(id, failed)
    if (ageMs <= BATCH_LIFE_MS || failed < MOST_FAILED_LOOKS) throw error
    await failBatch(id, 'no results could be read within a day', 'expired')
    failedLooks.delete(id)
  }
}

async function pollBatch(batch: DueBatch): Promise<void> {
  const { id, teamId, providerId, providerBatchId, ageMs, isWanted, isAdopted } = batch
  const provider = await findProviderAccess(teamId, providerId, { evenIfOff: true })
  if (provider === null) return failBatch(id, 'its provider was removed')
  const now = await readBatch(provider, providerBatchId, { cancel: !isWanted && !isAdopted })
  if (now.state === 'ended') return readEnded(id, provider, providerBatchId)
  if (now.state === 'gone') return failBatch(id, 'the provider does not know the batch any more')
  if (now.state === 'unknown') throw new Error(`the batch could not be looked at: ${now.errorText}`)
  if (ageMs > BATCH_LIFE_MS) return failBatch(id, 'no results came within a day', 'expired')
}

/** Records what came, call by call; after a crash in between, what is recorded stays and the rest follows. */
async function readEnded(batchId: string, provider: ProviderAccess, providerBatchId: string): Promise<void> {
  const items = await db().batchItem.findMany({ where: { batchId, status: 'submitted' } })
  const byCustomId = new Map(items.map((item) => [customIdOf(item.attemptId), item]))
  let strangers = 0
  let failed = 0
  const record = (item: (typeof items)[number], result: BatchResult) =>
    eachApart(
      [item],
      (one) => one.attemptId,
      () => endItem(item, result),
    )
  for await (const { customId, result } of readResults(provider, providerBatchId)) {
    const item = byCustomId.get(customId)
    if (item === undefined) strangers += 1
    else failed += await record(item, result)
    byCustomId.delete(customId)
  }
  for (const item of byCustomId.values()) {
    failed += await record(item, { status: 'failed', text: 'the batch ended without its result' })
  }
  if (failed > 0) throw new Error(`${failed} results of the batch ${batchId} could not be recorded`)
  await db().modelBatch.update({ where: { id: batchId }, data: { status: 'ended', endedAt: new Date() } })
  log.info({ batchId, providerBatchId, calls: items.length, strangers }, 'a batch has ended')
}
