import 'server-only'

/** When the collector does what; all in ms. */
export interface BatchPace {
  /** a batch is closed when its launches have no more calls to come, when none has come for so long … */
  idleMs: number
  /** … or its first one has waited so long … */
  maxWaitMs: number
  /** … or it holds so many */
  maxItems: number
  /** a submission without an answer is looked for on the provider's list after this: longer than it can be on its way */
  settleMs: number
  /** shortest time between two looks at a batch; it grows with the batch's age */
  pollMs: number
}

export const USUAL_PACE: BatchPace = {
  idleMs: 60_000,
  maxWaitMs: 600_000,
  maxItems: 10_000,
  settleMs: 120_000,
  pollMs: 5000,
}

/** The provider works on a batch for a day; what is not there then, and some time after, will not come. */
export const BATCH_LIFE_MS = 25 * 3_600_000
