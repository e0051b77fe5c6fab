import 'server-only'
import { anthropicClient } from './clients/anthropic-client'
import type { ProviderAccess } from './provider-access'

const MAX_LISTED = 1000

/** The ids of all models that a server lists, page by page. Throws what the SDK throws. */
export async function listModels(
  provider: ProviderAccess,
  timeoutMs: number,
  pageSize = 100,
): Promise<string[]> {
  const ids: string[] = []
  for await (const model of anthropicClient(provider, timeoutMs).models.list({ limit: pageSize })) {
    ids.push(model.id)
    if (ids.length >= MAX_LISTED) break
  }
  return ids
}
