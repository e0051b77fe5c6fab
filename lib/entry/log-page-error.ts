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
  const { path, method } = request
  const { routePath, routeType } = context
  // The query may hold what a person searched for: the path is enough.
  log.error(
    { err: error, requestId, entry: path.split('?')[0], method, routePath, routeType },
    'unexpected error',
  )
}
