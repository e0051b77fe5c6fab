import 'server-only'
import { LRUCache } from 'lru-cache'
import { type LimitKey, limitKeyText } from './limit-key'

const MINUTE_MS = 60_000
const startsByKey = new LRUCache<string, number[]>({ max: 1000 })

function startsLastMinute(key: LimitKey): number[] {
  const nowMs = Date.now()
  return (startsByKey.get(limitKeyText(key)) ?? []).filter((startMs) => nowMs - startMs < MINUTE_MS)
}

/** Notes that this process makes a call. */
export function countCall(key: LimitKey): void {
  startsByKey.set(limitKeyText(key), [...startsLastMinute(key), Date.now()])
}

/** How many calls this process began in the last minute, those still under way included. */
export function countRecentCalls(key: LimitKey): number {
  return startsLastMinute(key).length
}
