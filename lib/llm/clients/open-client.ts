import 'server-only'
import { hash } from 'node:crypto'
import type Anthropic from '@anthropic-ai/sdk'
import { LRUCache } from 'lru-cache'
import { hostRuleOf } from '../host-rule'
import type { ProviderAccess } from '../provider-access'
import { anthropicClient } from './anthropic-client'
import { bedrockClient } from './bedrock-client'
import { vertexClient } from './vertex-client'

/** What every provider can do; counting tokens is missing at Bedrock and at many compatible servers. */
export interface ModelClient {
  messages: Pick<Anthropic['messages'], 'create'> & Partial<Pick<Anthropic['messages'], 'countTokens'>>
}

/** Making a client takes as long as all else that the SDK does for a call. Another key, address or form is another client. */
const known = new LRUCache<string, ModelClient>({ max: 50, ttl: 60_000 })

/** The client for one provider's calls: made once a minute, as it holds the key in the clear. Throws `unavailable`. */
export async function openClient(provider: ProviderAccess, timeoutMs: number): Promise<ModelClient> {
  if (provider.kind === 'bedrock') return bedrockClient(provider, timeoutMs)
  if (provider.kind === 'vertex') return vertexClient(provider, timeoutMs)
  const { id, kind, baseUrl, apiKey, settings } = provider
  const madeFrom = [id, kind, baseUrl, apiKey, settings.headers, hostRuleOf(provider), timeoutMs]
  const key = hash('sha256', JSON.stringify(madeFrom), 'base64')
  const client = known.get(key) ?? anthropicClient(provider, timeoutMs)
  if (!known.has(key)) known.set(key, client)
  return client
}
