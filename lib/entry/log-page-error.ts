import 'server-only'
import { log } from '@/lib/log/log'

/**
 * Logs what a page, route or action threw and nobody caught, under the id that the error page shows: Next gives each
 * error a `digest`, hands it to the browser instead of the error, and hands the error to us.
 */
export function logPageError(
  error: unknown,
  request: { path: string; method: string },
  context: { routePath: string; routeType: string },
): void {
  const requestId =
    typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : 'none'
  const { method } = request
  const { routePath: entry, routeType } = context
  // The pattern, not the address: that may hold an invitation's token, or what a person searched for.
  log.error({ err: error, requestId, entry, method, routeType }, 'unexpected error')
}
