import 'server-only'
import { ANTHROPIC_URL, ProviderLimits, ProviderSettings } from '@/lib/domain/provider-settings'
import { env } from '@/lib/env'
import type { ProviderAccess } from './provider-access'

export const ENVIRONMENT_PROVIDER_ID = 'environment'

const USUAL_SETTINGS = ProviderSettings.parse({})
const USUAL_LIMITS = ProviderLimits.parse({})

/**
 * The provider of the server's environment (ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL); null when neither is set. A base
 * URL without a key is a server that wants none. Never counted as local: a proxy on this machine may send code anywhere.
 */
export function environmentProvider(): ProviderAccess | null {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, ...rest } = env()
  if (ANTHROPIC_API_KEY === undefined && ANTHROPIC_BASE_URL === undefined) return null
  const baseUrl = (ANTHROPIC_BASE_URL ?? ANTHROPIC_URL).replace(/\/+$/, '')
  return {
    id: ENVIRONMENT_PROVIDER_ID,
    name: 'Server environment',
    kind: baseUrl === ANTHROPIC_URL ? 'anthropic' : 'compatible',
    baseUrl,
    apiKey: ANTHROPIC_API_KEY ?? null,
    isLocal: false,
    models: {
      cheap: rest.ASSAY_MODEL_CHEAP,
      capable: rest.ASSAY_MODEL_CAPABLE,
      premium: rest.ASSAY_MODEL_PREMIUM,
    },
    settings: USUAL_SETTINGS,
    limits: USUAL_LIMITS,
  }
}
