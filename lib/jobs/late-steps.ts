import 'server-only'

/** Steps whose results may be stored with the next one's. */
const repeatable = new Set<string>()

/** Notes that a step of a flow, which is about to end well, would do no harm if it were done again. */
export function noteRepeatable(flowId: string, step: number | undefined): void {
  if (step !== undefined) repeatable.add(`${flowId} ${step}`)
}

/** Whether this step is one of those; true once. */
export function takeRepeatable(flowId: string, step: number): boolean {
  return repeatable.delete(`${flowId} ${step}`)
}
