import { createHash } from 'node:crypto'

export const MAX_WAITS = 3
const MAX_WAIT_MS = 30_000
const FIRST_WAIT_MS = 1000
const GROWTH = 4
const JITTER_SHARE = 0.25

/**
 * How long to wait before the next call: what the provider asked for, else 1, 4, 16 s; made up to 25 % longer so that
 * runs do not come back all at once, and never more than 30 s. The jitter comes from the id: the same in every replay.
 */
export function waitMs(id: string, earlierWaits: number, retryAfterMs: number | null): number {
  const base = retryAfterMs ?? FIRST_WAIT_MS * GROWTH ** earlierWaits
  const fraction = createHash('sha256').update(id).digest().readUInt16BE(0) / 65_536
  return Math.round(Math.min(base * (1 + JITTER_SHARE * fraction), MAX_WAIT_MS))
}
