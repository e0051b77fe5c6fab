import { hashKey } from '@tanstack/react-query'

type Key = readonly unknown[]

/** Slower than any answer: a fetch on a connection that died unheard never ends by itself. */
const PATIENCE_MS = 15_000

/**
 * Gathers stale query keys and refreshes them in batches, one batch at a time: a burst of events can neither starve a
 * slow fetch (each invalidation cancels the one under way) nor lose the last change. What never ends is waited for no
 * longer than `patienceMs`; the next batch then cancels it.
 */
export class StaleBatch {
  private readonly waiting = new Map<string, Key>()
  private busy = false

  constructor(
    private readonly refresh: (keys: Key[]) => Promise<void>,
    private readonly pauseMs: number,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Marks keys as stale; they are refreshed after a short pause, or when the batch under way has ended. */
  add(keys: readonly Key[]): void {
    for (const key of keys) this.waiting.set(hashKey(key), key)
    if (!this.busy) void this.work()
  }

  private async work(): Promise<void> {
    this.busy = true
    while (this.waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.pauseMs))
      const keys = [...this.waiting.values()]
      this.waiting.clear()
      // A failed fetch shows on its own query; the next event must still get through.
      await within(this.refresh(keys), this.patienceMs).catch(() => undefined)
    }
    this.busy = false
  }
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience]).finally(() => clearTimeout(timer))
}
