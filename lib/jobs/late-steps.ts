import 'server-only'
import { LRUCache } from 'lru-cache'

/** Steps whose results may be stored with the next one's. More are never under way: of a flow that broke off they are left. */
const repeatable = new LRUCache<string, true>({ max: 10_000 })

/** Notes that a step of a flow, which is about to end well, would do no harm if it were done again. */
export function noteRepeatable(flowId: string, step: number | undefined): void {
  if (step !== undefined) repeatable.set(`${flowId} ${step}`, true)
}

/** Whether this step is one of those; true once. */
export function takeRepeatable(flowId: string, step: number): boolean {
  return repeatable.delete(`${flowId} ${step}`)
}
