import { createHash } from 'node:crypto'
import type { Patience } from './patience'

/** With another provider left, one wait tells a hiccup from an outage. */
const MAX_WAITS_BEFORE_NEXT = 1
/** Nothing listens at the address: one wait covers a restart, and to ask on helps nobody. */
const MAX_WAITS_REFUSED = 1
const MAX_WAIT_MS = 30_000
/** With another provider left. To come back sooner than asked is to be refused again. */
const MAX_RETRY_AFTER_BEFORE_NEXT_MS = 60_000
const FIRST_WAIT_MS = 1000
const GROWTH = 4
const JITTER_SHARE = 0.25

/**
 * How long to wait before the next call after a fault that passes: what the provider asked for, else 1, 4, 16 s; made up
 * to 25 % longer so that runs do not come back all at once. The jitter comes from the id: the same in every replay.
 * Null: not worth waiting, because the waits are used up or the provider asks for too long a one.
 */
export function waitMs(given: {
  id: string
  earlierWaits: number
  retryAfterMs: number | null
  hasNextProvider: boolean
  /** the connection itself was refused */
  isRefused?: boolean
  patience: Patience
}): number | null {
  const { id, earlierWaits, retryAfterMs, hasNextProvider, isRefused = false, patience } = given
  const { maxWaits, maxRetryAfterMs, waitsForAnyFault } = patience
  const mostAlone = isRefused && !waitsForAnyFault ? MAX_WAITS_REFUSED : maxWaits
  if (earlierWaits >= (hasNextProvider ? MAX_WAITS_BEFORE_NEXT : mostAlone)) return null
  const mostAsked = hasNextProvider ? MAX_RETRY_AFTER_BEFORE_NEXT_MS : maxRetryAfterMs
  if (retryAfterMs !== null && retryAfterMs > mostAsked) return null
  const base = retryAfterMs ?? Math.min(FIRST_WAIT_MS * GROWTH ** earlierWaits, MAX_WAIT_MS)
  const fraction = createHash('sha256').update(id).digest().readUInt16BE(0) / 65_536
  return Math.round(base * (1 + JITTER_SHARE * fraction))
}
