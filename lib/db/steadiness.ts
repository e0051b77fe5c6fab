import 'server-only'

/**
 * Two beats further apart than this have had a gap. With a gap that is not noticed, others that beat every two seconds, and
 * sooner after a failure, were silent for less than 6 s: not long enough to be taken for dead.
 */
const LONGEST_GAP_MS = 3500

/** Since when the database was there for this process without a gap, told by beats that went through. */
export class Steadiness {
  private sinceMs = 0
  private lastMs: number | null = null

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Something that is written every two seconds was written. */
  beat(): void {
    const nowMs = this.now()
    if (this.lastMs === null || nowMs - this.lastMs > LONGEST_GAP_MS) this.sinceMs = nowMs
    this.lastMs = nowMs
  }

  /** For so long there was no gap; 0: there is one now. Infinite where nothing beats. */
  forMs(): number {
    if (this.lastMs === null) return Number.POSITIVE_INFINITY
    const nowMs = this.now()
    return nowMs - this.lastMs > LONGEST_GAP_MS ? 0 : nowMs - this.sinceMs
  }
}

/**
 * That of this process. Who may call others dead for their silence asks it first: after a gap in the database all have been
 * silent, and the first to look would take the living for dead and repeat what they are paying for.
 */
export const steadiness = new Steadiness()
