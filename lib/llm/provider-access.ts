import 'server-only'
import type { Tier } from '@/lib/domain/words'

/** All that a call needs to know of a provider. Holds the key in the clear: never log it, store it or hand it out. */
export interface ProviderAccess {
  id: string
  name: string
  /** `anthropic`: the API itself; `compatible`: a server that speaks its protocol, perhaps an older version of it */
  kind: 'anthropic' | 'compatible'
  baseUrl: string
  apiKey: string | null
  isLocal: boolean
  models: Record<Tier, string>
}

export const ANTHROPIC_URL = 'https://api.anthropic.com'
