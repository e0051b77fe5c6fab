import 'server-only'

/** The waterfall's bar of a call that waits in a batch. */
export function batchSpanId(attemptId: string): string {
  return `${attemptId}.batch`
}
