import 'server-only'

/** A shorter wait is hardly worth another run's beginning. */
const LONG_MS = 2000

/** How many long waits each flow is in. */
const asleep = new Map<string, number>()

/** Runs `wait`, in which a flow of this process only waits: once that has taken a while, the flow counts as asleep. */
export async function whileAsleep<T>(flowId: string, wait: () => Promise<T>): Promise<T> {
  let isLong = false
  const timer = setTimeout(() => {
    isLong = true
    asleep.set(flowId, (asleep.get(flowId) ?? 0) + 1)
  }, LONG_MS)
  try {
    return await wait()
  } finally {
    clearTimeout(timer)
    if (isLong) wake(flowId)
  }
}

function wake(flowId: string): void {
  const left = (asleep.get(flowId) ?? 1) - 1
  if (left === 0) asleep.delete(flowId)
  else asleep.set(flowId, left)
}

/** True while a flow holds nothing but its memory: it needs no place among those that work. */
export function isAsleep(flowId: string): boolean {
  return asleep.has(flowId)
}
