import 'server-only'
import type { FairSlots, SlotHolder } from './fair-slots'

/** Who has not come to its work by then waits for something else, and others may have the place. */
const LONGEST_KEPT_MS = 300

/** A place that waits for its run's first work: `take` stops the clock, `leave` gives it back. */
interface KeptPlace {
  take: () => void
  leave: () => void
}

/**
 * Places that are kept for runs from their beginning until their first work: a run that looked whether one is free and let
 * it go would begin beside all others that looked at the same moment, and then wait in its midst.
 */
export class KeptPlaces {
  private readonly kept = new Map<string, KeptPlace>()

  constructor(private readonly slots: FairSlots) {}

  /** Resolves once there is a place for this run, which is kept for a moment. Throws the signal's reason while it waits. */
  async keep(holder: SlotHolder, signal: AbortSignal): Promise<void> {
    this.leave(holder)
    await new Promise<void>((resolve, reject) => {
      const untilLeft = () =>
        new Promise<void>((leave) => {
          const timer = setTimeout(() => this.giveBack(holder, place), LONGEST_KEPT_MS)
          const place = { take: () => clearTimeout(timer), leave }
          this.kept.set(holder.runId, place)
          resolve()
        })
      this.slots.use(holder, signal, untilLeft).catch(reject)
    })
  }

  /** Runs `work` in the place that is kept for the run; without one once there is a place. Throws the signal's reason while it waits. */
  async use<T>(holder: SlotHolder, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const place = this.kept.get(holder.runId)
    if (place === undefined) return this.slots.use(holder, signal, work)
    place.take()
    this.kept.delete(holder.runId)
    try {
      return await work()
    } finally {
      place.leave()
    }
  }

  /** Gives back what is kept for the run: it ends, or waits for something else. */
  leave(holder: Pick<SlotHolder, 'runId'>): void {
    const place = this.kept.get(holder.runId)
    if (place !== undefined) this.giveBack(holder, place)
  }

  private giveBack({ runId }: Pick<SlotHolder, 'runId'>, place: KeptPlace): void {
    place.take()
    place.leave()
    if (this.kept.get(runId) === place) this.kept.delete(runId)
  }
}
