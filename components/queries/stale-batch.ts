import { hashKey } from '@tanstack/react-query'

type Key = readonly unknown[]

/**
 * Gathers stale query keys and refreshes them in batches, one batch at a time: a burst of events can neither starve a
 * slow fetch (each invalidation cancels the one under way) nor lose the last change.
 */
export class StaleBatch {
  private readonly waiting = new Map<string, Key>()
  private busy = false

  constructor(
    private readonly refresh: (keys: Key[]) => Promise<void>,
    private readonly pauseMs: number,
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
      await this.refresh(keys).catch(() => undefined)
    }
    this.busy = false
  }
}
