import 'server-only'
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ModelClient } from '../clients/open-client'
import type { ProviderAccess } from '../provider-access'

/** Between these a text's length alone does not tell: measured on code and English, a token is 1.8 to 6 characters. */
const LEAST_CHARACTERS_PER_TOKEN = 1.8
const MOST_CHARACTERS_PER_TOKEN = 6
const USUAL_CHARACTERS_PER_TOKEN = 3
const COUNT_TIMEOUT_MS = 2000

/** Counts by provider, model and text; null: the provider could not tell. */
const counts = new LRUCache<string, Promise<number | null>>({ max: 1000, ttl: 3_600_000 })

async function countTokens(client: ModelClient, model: string, system: string): Promise<number | null> {
  if (client.messages.countTokens === undefined) return null
  const messages = [{ role: 'user' as const, content: '.' }]
  try {
    const options = { timeout: COUNT_TIMEOUT_MS, signal: AbortSignal.timeout(COUNT_TIMEOUT_MS) }
    return (await client.messages.countTokens({ model, system, messages }, options)).input_tokens
  } catch {
    return null
  }
}

/** Whether a text of so many characters has `minTokens`, by its length alone. */
export function isProbablyLong(characters: number, minTokens: number): boolean {
  return characters >= minTokens * USUAL_CHARACTERS_PER_TOKEN
}

/**
 * Whether a system prompt reaches the length from which the model caches it. Where its length alone does not tell, the
 * provider counts, once per text; one that cannot is taken by characters. To count is to ask the provider: not before
 * `mayBeSent`, and rejects with it.
 */
export async function reachesMinimum(
  client: ModelClient,
  provider: Pick<ProviderAccess, 'id' | 'baseUrl'>,
  given: { model: string; system: string; minTokens: number },
  mayBeSent?: Promise<void>,
): Promise<boolean> {
  const { model, system, minTokens } = given
  if (system.length < minTokens * LEAST_CHARACTERS_PER_TOKEN) return false
  if (system.length > minTokens * MOST_CHARACTERS_PER_TOKEN) return true
  const key = `${provider.id} ${provider.baseUrl} ${model} ${hash('sha256', system, 'base64')}`
  if (!counts.has(key)) await mayBeSent
  const count = counts.get(key) ?? countTokens(client, model, system)
  counts.set(key, count)
  const tokens = await count
  return tokens === null ? isProbablyLong(system.length, minTokens) : tokens >= minTokens
}
