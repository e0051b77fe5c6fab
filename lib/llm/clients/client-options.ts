import 'server-only'
import type { ClientOptions } from '@anthropic-ai/sdk'
import { checkedFetch } from '../checked-fetch'
import { hostRuleOf } from '../host-rule'
import type { ProviderAccess } from '../provider-access'

/**
 * What all clients have in common. The SDK's own retries are off, as waiting belongs to the durable engine, and so are its
 * log, which would print parts of answers, and its traces, which nobody here collects.
 */
export function clientOptions(provider: ProviderAccess, timeoutMs: number) {
  return {
    baseURL: provider.baseUrl,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    openTelemetry: false,
    fetch: checkedFetch({ rule: hostRuleOf(provider) }),
  } satisfies ClientOptions
}
