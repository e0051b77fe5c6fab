import 'server-only'
import { log } from '@/lib/log/log'

/** A read that takes longer is worth a line at `info`. */
const SLOW_MS = 1_000

/** How a request came in: `name` is that of an action, or the path of a route. */
export interface Entry {
  kind: 'action' | 'route'
  name: string
  requestId: string
}

/**
 * Writes one line for a request that has been answered. Actions are at `info`; routes are reads, several a second on a
 * live page, and are at `debug` unless they are slow or refused. `outcome` is `ok`, `redirected` or the error's code.
 */
export function logEntry({ kind, name, requestId }: Entry, outcome: string, durationMs: number): void {
  const level = kind === 'route' && outcome === 'ok' && durationMs < SLOW_MS ? 'debug' : 'info'
  log[level]({ entry: name, requestId, outcome, durationMs: Math.round(durationMs) }, kind)
}
