import 'server-only'
import { LRUCache } from 'lru-cache'

/** More are never claimed and not yet begun; what is crowded out is only asked for. */
const fresh = new LRUCache<string, true>({ max: 10_000 })

/** Notes whether nothing is stored of a flow that this process has just claimed: then the begin of its first step need not ask. */
export function noteClaimed(flowId: string, isFresh: boolean): void {
  if (isFresh) fresh.set(flowId, true)
  else fresh.delete(flowId)
}

/** Whether nothing of a flow was stored when it was claimed; true once. A cancel since then is heard by its signal. */
export function takeFresh(flowId: string): boolean {
  return fresh.delete(flowId)
}
