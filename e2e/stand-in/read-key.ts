import type { IncomingMessage } from 'node:http'
import { signedBy } from './clouds/signature'
import { issuerOf } from './clouds/vertex'

/** A server that is particular about its headers, as some compatible ones are. */
export interface HeaderDemand {
  /** the one way in which the key may come; the other must be absent */
  key: 'bearer' | 'x-api-key'
  /** the one version it knows */
  version?: string
}

/** Who asks: the key itself, or the name that signed the request; null: nobody, or not in the form that is demanded. */
export function readKey(request: IncomingMessage, body: string, demand: HeaderDemand | null): string | null {
  const { authorization, 'x-api-key': plain } = request.headers
  const bearer = authorization?.replace(/^Bearer /, '') ?? null
  if (demand !== null) {
    const other = demand.key === 'bearer' ? plain : authorization
    const version = request.headers['anthropic-version']
    if (other !== undefined || (demand.version !== undefined && version !== demand.version)) return null
  }
  if (authorization?.startsWith('AWS4-')) return signedBy(request, body)
  if (bearer?.startsWith('ey')) return issuerOf(bearer)
  return bearer ?? plain?.toString() ?? null
}
