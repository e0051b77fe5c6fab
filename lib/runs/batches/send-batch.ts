import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { createBatch } from '@/lib/llm/batches/create-batch'
import type { CallRequest } from '@/lib/llm/call-anthropic'
import { openProvider } from '@/lib/llm/open-provider'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { log } from '@/lib/log/log'
import { maskText } from '@/lib/privacy/mask-texts'
import { BatchRequest, UNREADABLE_REQUEST } from './batch-request'
import { endItem } from './end-item'
import { failBatch } from './fail-batch'

/** The provider, if the project's code may still go there; else why not. */
async function openFor(
  place: { teamId: string; projectId: string },
  providerId: string,
): Promise<ProviderAccess | string> {
  try {
    const provider = await openProvider(place, providerId)
    return provider ?? 'its provider was removed or switched off'
  } catch (error) {
    if (error instanceof AssayError) return error.userText
    throw error
  }
}

/**
 * Submits a batch that stands in the database as `collecting`. An answer that does not come leaves it so: whether the
 * provider has it is found out later (`recoverBatches`), never guessed.
 */
export async function sendBatch(batchId: string): Promise<void> {
  const batch = await db().modelBatch.update({
    where: { id: batchId },
    // When it was last tried: whoever looks for it waits until no answer can be on its way any more.
    data: { lastPolledAt: new Date() },
    include: { items: { where: { status: 'submitted' }, orderBy: { createdAt: 'asc' } } },
  })
  const { teamId, providerId } = batch
  const calls = await readableCalls(batch)
  const [first] = batch.items
  if (first === undefined || calls.length === 0) return failBatch(batchId, 'nothing was left in it')
  const { projectId } = await db().run.findUniqueOrThrow({
    where: { id: first.runId },
    select: { projectId: true },
  })
  const provider = await openFor({ teamId, projectId }, providerId)
  if (typeof provider === 'string') return failBatch(batchId, provider)
  const creation = await createBatch(provider, calls)
  if (creation.taken === 'yes') {
    const { providerBatchId } = creation
    await markSubmitted(batchId, providerBatchId)
    log.info({ batchId, providerBatchId, requests: calls.length }, 'a batch was submitted')
    return
  }
  // It may repeat what was sent.
  const errorText = await maskText(creation.errorText, batchId)
  if (creation.taken === 'no') return failBatch(batchId, errorText)
  log.warn({ batchId, errorText }, 'a batch may not have been taken')
  await db().modelBatch.update({ where: { id: batchId }, data: { errorText } })
}

/** What is sent of each call. A call that cannot be read (another version stored it) is made directly instead. */
async function readableCalls(batch: {
  id: string
  items: Parameters<typeof endItem>[0][]
}): Promise<{ attemptId: string; request: CallRequest }[]> {
  const calls = []
  for (const item of batch.items) {
    const { data } = BatchRequest.safeParse(item.request)
    if (data === undefined) await endItem(item, { status: 'failed', text: UNREADABLE_REQUEST })
    else {
      const { tier } = data.call
      calls.push({ attemptId: item.attemptId, request: { ...data.prompt, tier, model: item.model } })
    }
  }
  if (calls.length < batch.items.length) {
    await db().modelBatch.update({ where: { id: batch.id }, data: { requests: calls.length } })
  }
  return calls
}

/** The provider has the batch, under this name; `adopted`: it was found on the provider's list, and may be another's. */
export async function markSubmitted(
  batchId: string,
  providerBatchId: string,
  status: 'submitted' | 'adopted' = 'submitted',
): Promise<void> {
  await db().modelBatch.update({
    where: { id: batchId },
    data: { status, providerBatchId, submittedAt: new Date(), errorText: null },
  })
}
