import 'server-only'
import { anthropicClient } from '../clients/anthropic-client'
import type { ProviderAccess } from '../provider-access'

const TIMEOUT_MS = 30_000
const PAGE = 100

export interface ListedBatch {
  providerBatchId: string
  createdAt: Date
  requests: number
}

/** The batches that the provider has taken since a moment by its clock, oldest first. Throws when it cannot be asked. */
export async function listBatches(provider: ProviderAccess, since: Date): Promise<ListedBatch[]> {
  const found: ListedBatch[] = []
  // Newest first, so the first one that is too old ends the list.
  for await (const batch of anthropicClient(provider, TIMEOUT_MS).messages.batches.list({ limit: PAGE })) {
    const createdAt = new Date(batch.created_at)
    if (createdAt < since) break
    const requests = Object.values(batch.request_counts).reduce((sum, count) => sum + count, 0)
    found.push({ providerBatchId: batch.id, createdAt, requests })
  }
  return found.reverse()
}
