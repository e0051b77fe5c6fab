import 'server-only'
import { randomBytes } from 'node:crypto'

const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

/** The id that ties a request to its log lines: the proxy's `x-request-id` when it is well-formed, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given !== null && WELL_FORMED.test(given) ? given : randomBytes(8).toString('hex')
}
