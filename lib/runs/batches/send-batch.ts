import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { createBatch } from '@/lib/llm/batches/create-batch'
import { openProvider } from '@/lib/llm/open-provider'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { log } from '@/lib/log/log'
import { BatchRequest } from './batch-request'
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
  const { items, teamId, providerId } = batch
  const [first] = items
  if (first === undefined) return failBatch(batchId, 'nothing was left in it')
  const { projectId } = await db().run.findUniqueOrThrow({
    where: { id: first.runId },
    select: { projectId: true },
  })
  const provider = await openFor({ teamId, projectId }, providerId)
  if (typeof provider === 'string') return failBatch(batchId, provider)
  const calls = items.map((item) => {
    const { prompt, call } = BatchRequest.parse(item.request)
    return { attemptId: item.attemptId, request: { ...prompt, tier: call.tier, model: item.model } }
  })
  const creation = await createBatch(provider, calls)
  if (creation.taken === 'yes') {
    const { providerBatchId } = creation
    await markSubmitted(batchId, providerBatchId)
    log.info({ batchId, providerBatchId, requests: items.length }, 'a batch was submitted')
    return
  }
  const { errorText } = creation
  if (creation.taken === 'no') return failBatch(batchId, errorText)
  log.warn({ batchId, errorText }, 'a batch may not have been taken')
  await db().modelBatch.update({ where: { id: batchId }, data: { errorText } })
}

/** The provider has the batch, under this name. */
export async function markSubmitted(batchId: string, providerBatchId: string): Promise<void> {
  await db().modelBatch.update({
    where: { id: batchId },
    data: { status: 'submitted', providerBatchId, submittedAt: new Date(), errorText: null },
  })
}
