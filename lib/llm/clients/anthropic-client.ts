import 'server-only'
import Anthropic from '@anthropic-ai/sdk'
import type { ProviderAccess } from './provider-access'
import { watchedFetch } from './watched-fetch'

/**
 * The SDK for one provider. Its own retries are off, as waiting belongs to the durable engine, and so is its log, which
 * would print parts of answers. Nothing is taken from the environment, and no redirect is followed: it would take the key
 * along. `onBytes` is called whenever something comes in.
 */
export function anthropicClient(
  provider: ProviderAccess,
  timeoutMs: number,
  onBytes: () => void = () => {},
): Anthropic {
  const apiKey = provider.apiKey ?? 'none'
  return new Anthropic({
    apiKey,
    baseURL: provider.baseUrl,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: watchedFetch(onBytes),
    fetchOptions: { redirect: 'error' },
    // Older compatible servers know only this version and this header; newer ones take both forms.
    defaultHeaders:
      provider.kind === 'compatible' ? { 'anthropic-version': '2023-06-01', 'x-api-key': apiKey } : undefined,
  })
}
