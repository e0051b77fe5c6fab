import 'server-only'
import { allowsPrivateProviders } from '@/lib/env'
import { ENVIRONMENT_PROVIDER_ID } from './environment-provider'

/** Where a provider's address may lead. */
export interface HostRule {
  /** true: only onto this machine or its private network, so that code does not leave */
  isLocal: boolean
  /** false: never there, as whoever entered it could look around in a network that is not theirs */
  mayBePrivate: boolean
}

/** The rule for a provider; what the operator has set in the environment may lead anywhere. No id: not saved yet. */
export function hostRuleOf({ id, isLocal }: { id?: string; isLocal: boolean }): HostRule {
  return { isLocal, mayBePrivate: id === ENVIRONMENT_PROVIDER_ID || allowsPrivateProviders() }
}
