import 'server-only'
import { classifyError } from '../classify-error'
import { anthropicClient } from '../clients/anthropic-client'
import type { ProviderAccess } from '../provider-access'

const TIMEOUT_MS = 30_000

/** `gone`: the provider does not know the batch, or not this key; asking again is of no use. */
export type BatchState = { state: 'working' | 'ended' } | { state: 'gone' | 'unknown'; errorText: string }

/** How far a batch is; `cancel`: tells the provider to stop working on it. Never throws for what the provider does. */
export async function readBatch(
  provider: ProviderAccess,
  providerBatchId: string,
  { cancel = false }: { cancel?: boolean } = {},
): Promise<BatchState> {
  const { batches } = anthropicClient(provider, TIMEOUT_MS).messages
  try {
    const batch = await batches.retrieve(providerBatchId)
    if (batch.processing_status === 'ended') return { state: 'ended' }
    if (cancel && batch.processing_status === 'in_progress') await batches.cancel(providerBatchId)
    return { state: 'working' }
  } catch (error) {
    const { outcome, errorText } = classifyError(error, false)
    // 404 is classified as an unknown model, the only thing that a call can miss.
    return { state: outcome === 'unknown-model' ? 'gone' : 'unknown', errorText }
  }
}
