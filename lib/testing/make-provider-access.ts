import { ProviderLimits, ProviderSettings } from '@/lib/domain/provider-settings'
import type { ProviderAccess } from '@/lib/llm/provider-access'

/** A provider for tests; `baseUrl` is mostly the stand-in's. */
export function makeProviderAccess(
  baseUrl: string,
  given: Partial<Omit<ProviderAccess, 'settings'>> & { settings?: Partial<ProviderSettings> } = {},
): ProviderAccess {
  return {
    id: 'p1',
    name: 'Stand-in',
    kind: 'anthropic',
    baseUrl,
    apiKey: 'stand-in-key-1234',
    isLocal: true,
    models: { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' },
    limits: ProviderLimits.parse({}),
    ...given,
    settings: ProviderSettings.parse(given.settings ?? {}),
  }
}
