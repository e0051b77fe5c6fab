import 'server-only'
import { type LimitKey, limitKeyText } from './limit-key'

const MINUTE_MS = 60_000
const startsByKey = new Map<string, number[]>()

/** Notes a call of this process and returns how many there were in the last minute, this one included. */
export function countCall(key: LimitKey): number {
  const text = limitKeyText(key)
  const nowMs = Date.now()
  const starts = (startsByKey.get(text) ?? []).filter((startMs) => nowMs - startMs < MINUTE_MS)
  starts.push(nowMs)
  startsByKey.set(text, starts)
  return starts.length
}
