import 'server-only'
import { hostReach } from '@/lib/domain/host-reach'
import { allowsPrivateProviders } from '@/lib/env'
import { lookupAll } from '@/lib/llm/check-provider-host'
import { hostProblem } from '@/lib/llm/host-problem'
import type { HostRule } from '@/lib/llm/host-rule'

export const ADDRESS_REFUSED =
  'This address is on the server’s own machine, its private network or a cloud’s inner services, where messages are not sent. Whoever runs this server can allow its machine and network with ASSAY_ALLOW_PRIVATE_PROVIDERS=1.'

/** Where messages may be sent: the same rule as for a team's providers. */
export function channelHostRule(): HostRule {
  return { isLocal: false, mayBePrivate: allowsPrivateProviders() }
}

/** Why messages must not be sent to an address, or null. When one is sent, the socket's own lookup checks again. */
export async function channelAddressProblem(url: string): Promise<string | null> {
  const { hostname } = new URL(url)
  const isName = hostReach(hostname) === 'name'
  const found = isName
    ? (await lookupAll(hostname).catch(() => [])).map(({ address }) => address)
    : [hostname]
  return hostProblem(found, channelHostRule()) === null ? null : ADDRESS_REFUSED
}

/** What is shown of an address: the host and the end, as the middle can be a secret. */
export function shownAddress(url: string): string {
  const { origin, pathname, search } = new URL(url)
  const rest = pathname + search
  return rest.length <= 5 ? origin + rest : `${origin}/…${rest.slice(-4)}`
}
