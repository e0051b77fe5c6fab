/** How long a call is kept for its provider when no other one is left. */
export interface Patience {
  /** waits for faults of one model of one provider in a stage, and pauses of its breaker, in all */
  maxWaits: number
  /** a longer pause is not waited out */
  maxPauseMs: number
  /** the longest that a provider may ask for */
  maxRetryAfterMs: number
  /** false: only faults that the provider itself owns up to are worth a pause */
  waitsForAnyFault: boolean
}

/** For the runs of a small launch: somebody waits for them. */
export const SHORT_PATIENCE: Patience = {
  maxWaits: 3,
  maxPauseMs: 60_000,
  maxRetryAfterMs: 120_000,
  waitsForAnyFault: false,
}

/** For those of a large one: an outage of minutes must not turn hundreds of them into templates. */
export const LONG_PATIENCE: Patience = {
  maxWaits: 8,
  maxPauseMs: 240_000,
  maxRetryAfterMs: 900_000,
  waitsForAnyFault: true,
}
