import { z } from 'zod'
import { BudgetRow } from './budget'
import { RunRow } from './run'

/** A figure with the number of things it was measured on; null value = nothing to measure, never 0. */
export const Counter = z.object({ value: z.number().nullable(), n: z.number().int() })
export type Counter = z.infer<typeof Counter>

/** One day of the team's clocks. */
export const OverviewDay = z.object({
  /** its beginning, ISO 8601 UTC */
  at: z.string(),
  /** runs that ended on it */
  runs: z.number().int(),
  /** share (0..1) of its outputs that are verified; null: there was none */
  verifiedShare: z.number().nullable(),
  /** what its model calls cost, integer nano-USD; null: hidden */
  costNanoUsd: z.number().int().nullable(),
})
export type OverviewDay = z.infer<typeof OverviewDay>

/** What the overview page shows of a team. Days are those of its clocks. */
export const Overview = z.object({
  /** today: from its beginning to the end of it, ISO 8601 UTC */
  today: z.object({ from: z.string(), until: z.string() }),
  timeZone: z.string(),
  counters: z.object({
    /** runs that ended today; value = n */
    runs: Counter,
    /** share (0..1) of today's outputs that are verified by themselves, edits of people left out; n = runs that made one */
    verifiedShare: Counter,
    /** share of the runs that ended today, done and allowed a model, that the template served; n = such runs */
    fallbackShare: Counter,
    /** share of today's cache lookups that hit; n = lookups: keys asked for, once per try of a run */
    cacheHitShare: Counter,
    /** integer nano-USD of today's model calls; n = calls that were made */
    costNanoUsd: Counter,
    /** those of today's model calls that got no answer: rate limits, overload, faults */
    failedCalls: z.number().int(),
    /** median milliseconds of the runs that were done today, within 2 %; n = those runs */
    medianDurationMs: Counter,
  }),
  /** the last days, oldest first, today included */
  days: z.array(OverviewDay),
  /** the team sees costs; else nothing here is about money */
  seesCosts: z.boolean(),
  /** of all budgets but those of launches the one of whose limit the largest share is spent or reserved; null: there is none */
  budget: BudgetRow.nullable(),
  /** budgets that passed 80 % of their limit in their present period */
  tightBudgets: z.number().int(),
  /** to which something happened last: their end, their start or their launch */
  latestRuns: z.array(RunRow),
  /** done runs with an output that is not rejected by its checks, or was edited, which nobody has accepted or rejected */
  needsReview: z.number().int(),
  /** only the newest runs were counted: there may be more */
  needsReviewCapped: z.boolean(),
  /** critical and high findings that are shown and that nobody has judged */
  urgentFindings: z.number().int(),
  /** alerts that fire and that nobody looks after or keeps quiet */
  firingAlerts: z.number().int(),
  /** what the first of them are called */
  firingNames: z.array(z.string()),
  /** runs that are queued or running now */
  activeRuns: z.number().int(),
  /** true: at least one worker said within the last 15 s that it lives */
  workerAlive: z.boolean(),
})
export type Overview = z.infer<typeof Overview>
