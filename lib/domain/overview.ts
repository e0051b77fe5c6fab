import { z } from 'zod'
import { RunRow } from './run'

/** A figure with the number of things it was measured on; null value = nothing to measure, never 0. */
export const Counter = z.object({ value: z.number().nullable(), n: z.number().int() })
export type Counter = z.infer<typeof Counter>

export const CostDay = z.object({
  /** UTC day, `2026-11-23` */
  day: z.string(),
  costNanoUsd: z.number().int(),
  /** model calls that were made on that day, those without an answer included */
  calls: z.number().int(),
  /** those of them that got no answer: rate limits, overload, faults */
  failedCalls: z.number().int(),
})
export type CostDay = z.infer<typeof CostDay>

export const OutcomeDay = z.object({
  /** UTC day on which the runs ended */
  day: z.string(),
  verified: z.number().int(),
  unverified: z.number().int(),
  rejected: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
})
export type OutcomeDay = z.infer<typeof OutcomeDay>

/** What the overview page shows of a team. Days are UTC. */
export const Overview = z.object({
  counters: z.object({
    /** runs started today; value = n */
    runsToday: Counter,
    /** integer nano-USD of today's attempts; n = model calls that were made */
    costTodayNanoUsd: Counter,
    /** those of today's model calls that got no answer: rate limits, overload, faults */
    failedCallsToday: z.number().int(),
    /** share (0..1) of the runs started today that are verified by their own output, edits of people left out; n = those that have a verdict */
    verifiedShare: Counter,
    /** share of the runs started today, done and allowed to call a model, that the template served; n = such runs */
    templateFallbackShare: Counter,
    /** share of today's cache lookups that hit; n = lookups: keys asked for, once per try of a run */
    cacheHitShare: Counter,
    /** median milliseconds of the runs started today that have a duration; n = those runs */
    medianDurationMs: Counter,
  }),
  /** the last 30 days, oldest first, days without anything included */
  costPerDay: z.array(CostDay),
  outcomePerDay: z.array(OutcomeDay),
  latestRuns: z.array(RunRow),
  /** mean rating 1..5 of all ratings in the last 30 days */
  satisfaction: z.object({ mean: z.number().nullable(), n: z.number().int() }),
  /** done runs with an output that is not rejected by its checks, or was edited, which nobody has accepted or rejected */
  needsReview: z.number().int(),
  /** critical and high findings that are shown and that nobody has judged */
  urgentFindings: z.number().int(),
  /** alerts that fire and that nobody has acknowledged */
  firingAlerts: z.number().int(),
  /** runs that are queued or running now */
  activeRuns: z.number().int(),
  /** true: at least one worker said within the last 15 s that it lives */
  workerAlive: z.boolean(),
})
export type Overview = z.infer<typeof Overview>
