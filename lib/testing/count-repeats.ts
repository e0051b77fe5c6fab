/** One call as the provider saw it, times in ms of one clock. */
export interface SeenCall {
  receivedAtMs: number
  /** when the last byte of its answer was sent; null: it was broken off before */
  completedAtMs: number | null
}

/**
 * What became of one run's calls, if its worker was killed at certain moments. `repeated`: calls after the first.
 * `repeatedCompleted`: of these, the ones made although an earlier answer had been sent to its end. `paidTwice`: of
 * these, the ones made although the answer was on record, or had `mayBeUnrecordedMs` to get there before the next kill: within
 * that time it is on its way, masked and written, and no program can tell it from one that never came.
 */
export function countRepeats(
  calls: SeenCall[],
  {
    recordedAtMs,
    killedAtMs,
    mayBeUnrecordedMs,
  }: { recordedAtMs: number; killedAtMs: number[]; mayBeUnrecordedMs: number },
): { repeated: number; repeatedCompleted: number; paidTwice: number } {
  const inOrder = calls.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs)
  let [repeatedCompleted, paidTwice] = [0, 0]
  for (const [index, call] of inOrder.entries()) {
    const completed = inOrder.slice(0, index).filter(({ completedAtMs }) => completedAtMs !== null)
    if (completed.length > 0) repeatedCompleted += 1
    const hadTime = completed.some(({ receivedAtMs, completedAtMs }) => {
      // Of the worker that made the call: what was sent after its end reached nobody.
      const killedAt = killedAtMs.find((at) => at > receivedAtMs) ?? Number.POSITIVE_INFINITY
      return killedAt - (completedAtMs ?? killedAt) > mayBeUnrecordedMs
    })
    if (hadTime || call.receivedAtMs > recordedAtMs) paidTwice += 1
  }
  return { repeated: Math.max(0, calls.length - 1), repeatedCompleted, paidTwice }
}
