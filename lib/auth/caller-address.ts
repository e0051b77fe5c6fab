import 'server-only'
import { env } from '@/lib/env'

/** Set by our own web server (scripts/serve/serve-web.mjs) over whatever a client sends under this name. */
export const PEER_HEADER = 'x-assay-peer'

/** The header that names the caller: `x-forwarded-for` is the client's own unless a proxy of ours writes it. */
export function addressHeader(): string {
  return env().ASSAY_TRUST_PROXY === '1' ? 'x-forwarded-for' : PEER_HEADER
}

/** The address that a request came from; null when nobody to be trusted says so. */
export function callerAddress(headers: Headers | undefined): string | null {
  // A proxy appends what it saw: only the last address is its own word.
  const last = headers?.get(addressHeader())?.split(',').at(-1)?.trim()
  return last === undefined || last === '' ? null : last
}
