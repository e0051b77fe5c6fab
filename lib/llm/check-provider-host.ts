import 'server-only'
import { lookup } from 'node:dns/promises'
import { hostReach } from '@/lib/domain/host-reach'
import { NOT_A_MODEL_SERVER, NOT_LOCAL } from '@/lib/domain/provider'

export type LookupHost = (host: string) => Promise<string[]>

const lookupAll: LookupHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address)

/**
 * Why a provider's address must not be called: it leads to a cloud's metadata service, or says that it is local and
 * leads elsewhere. Null: it may be called. Asks DNS, whose answer may change: to be asked at saving and at every call.
 */
export async function checkProviderHost(
  provider: { baseUrl: string; isLocal: boolean },
  lookupHost: LookupHost = lookupAll,
): Promise<string | null> {
  const { hostname } = new URL(provider.baseUrl)
  const own = hostReach(hostname)
  // A name that is not found cannot be called either: the call itself says so best, unless it is to count as local.
  const addresses = own === 'name' ? await lookupHost(hostname).catch(() => []) : []
  const reaches = own === 'name' ? addresses.map(hostReach) : [own]
  if (reaches.includes('forbidden')) return NOT_A_MODEL_SERVER
  if (!provider.isLocal) return null
  if (reaches.length === 0) {
    return 'This host was not found, so it cannot be told whether it is local. Check the address.'
  }
  return reaches.every((reach) => reach === 'local') ? null : NOT_LOCAL
}
