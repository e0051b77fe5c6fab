import 'server-only'
import { hostReach } from '@/lib/domain/host-reach'
import { NOT_A_MODEL_SERVER, NOT_LOCAL, NOT_PRIVATE } from '@/lib/domain/provider'
import type { HostRule } from './host-rule'

/**
 * Why these addresses (of one host) must not be called: one leads to a cloud's metadata service, or to a private network
 * where that is not allowed, or the provider is said to be local and one leads elsewhere. Null: they may.
 */
export function hostProblem(addresses: readonly string[], rule: HostRule): string | null {
  const reaches = addresses.map(hostReach)
  if (reaches.includes('forbidden')) return NOT_A_MODEL_SERVER
  if (!rule.mayBePrivate && reaches.includes('local')) return NOT_PRIVATE
  if (!rule.isLocal) return null
  if (reaches.length === 0) {
    return 'This host was not found, so it cannot be told whether it is local. Check the address.'
  }
  return reaches.every((reach) => reach === 'local') ? null : NOT_LOCAL
}
