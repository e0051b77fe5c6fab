import 'server-only'
import type { ProviderKind, ProviderLimits, ProviderSettings } from '@/lib/domain/provider-settings'
import type { Tier } from '@/lib/domain/words'

/** All that a call needs to know of a provider. Holds the key in the clear: never log it, store it or hand it out. */
export interface ProviderAccess {
  id: string
  name: string
  kind: ProviderKind
  baseUrl: string
  apiKey: string | null
  isLocal: boolean
  models: Record<Tier, string>
  settings: ProviderSettings
  limits: ProviderLimits
  /** another one after each change of its row; absent: it is in the environment, or not saved */
  version?: string
}
