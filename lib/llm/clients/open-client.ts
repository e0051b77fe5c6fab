import 'server-only'
import type Anthropic from '@anthropic-ai/sdk'
import type { ProviderAccess } from '../provider-access'
import { anthropicClient } from './anthropic-client'
import { bedrockClient } from './bedrock-client'
import { vertexClient } from './vertex-client'

/** What every provider can do; counting tokens is missing at Bedrock and at many compatible servers. */
export interface ModelClient {
  messages: Pick<Anthropic['messages'], 'create'> & Partial<Pick<Anthropic['messages'], 'countTokens'>>
}

/** The client for one provider's calls. `onBytes` is told of everything that comes in. Throws `unavailable`. */
export async function openClient(
  provider: ProviderAccess,
  timeoutMs: number,
  onBytes: (bytes: number) => void = () => {},
): Promise<ModelClient> {
  if (provider.kind === 'bedrock') return bedrockClient(provider, timeoutMs, onBytes)
  if (provider.kind === 'vertex') return vertexClient(provider, timeoutMs, onBytes)
  return anthropicClient(provider, timeoutMs, onBytes)
}
