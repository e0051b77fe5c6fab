import 'server-only'
import Anthropic from '@anthropic-ai/sdk'
import type { HeaderForm } from '@/lib/domain/provider-settings'
import type { ProviderAccess } from '../provider-access'
import { clientOptions } from './client-options'

/** What most compatible servers take, older ones included. */
const DEFAULT_FORM: HeaderForm = { key: 'both', version: '2023-06-01' }

function headersOf({ key, version }: HeaderForm, apiKey: string): Record<string, string | null> {
  const hasKeyHeader = key === 'both' || key === 'x-api-key'
  const hasBearer = key === 'both' || key === 'bearer'
  return {
    authorization: hasBearer ? `Bearer ${apiKey}` : null,
    'x-api-key': hasKeyHeader ? apiKey : null,
    ...(version === 'newest' ? {} : { 'anthropic-version': version }),
  }
}

/** The SDK for the API itself or a compatible server. Nothing is taken from the environment. */
export function anthropicClient(provider: ProviderAccess, timeoutMs: number): Anthropic {
  const apiKey = provider.apiKey ?? 'none'
  const form = provider.settings.headers ?? DEFAULT_FORM
  return new Anthropic({
    ...clientOptions(provider, timeoutMs),
    apiKey,
    authToken: null,
    defaultHeaders: provider.kind === 'compatible' ? headersOf(form, apiKey) : undefined,
  })
}
