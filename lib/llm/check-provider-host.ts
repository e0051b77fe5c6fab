import 'server-only'
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { hostReach } from '@/lib/domain/host-reach'
import { hostProblem } from './host-problem'
import { hostRuleOf } from './host-rule'

export type LookupHost = (host: string) => Promise<LookupAddress[]>

export const lookupAll: LookupHost = (host) => lookup(host, { all: true })

/**
 * Why a provider's address must not be called, or null. To be asked when it is entered: at a call the socket's own
 * lookup checks the very addresses it connects to.
 */
export async function checkProviderHost(
  provider: { id?: string; baseUrl: string; isLocal: boolean },
  lookupHost: LookupHost = lookupAll,
): Promise<string | null> {
  const { hostname } = new URL(provider.baseUrl)
  const rule = hostRuleOf(provider)
  if (hostReach(hostname) !== 'name') return hostProblem([hostname], rule)
  // A name that is not found cannot be called either: the call itself says so best, unless it is to count as local.
  const found = await lookupHost(hostname).catch(() => [])
  return hostProblem(
    found.map(({ address }) => address),
    rule,
  )
}
