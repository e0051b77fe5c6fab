import { z } from 'zod'
import { BASELINE_MEASURES, SHARE_MEASURES, THRESHOLD_MEASURES } from './alert-measure'

/** On which side of its line a figure is trouble. */
export const AlertDirection = z.enum(['above', 'below'])
export type AlertDirection = z.infer<typeof AlertDirection>

/** Whole hours back from now; the hour under way counts as well, so that trouble shows at once. */
export const WINDOW_HOURS = [1, 3, 6, 12, 24, 48, 72, 168] as const
const windowHours = z.literal([...WINDOW_HOURS])

const minN = z.number().int().min(1, 'At least 1.').max(1_000_000)
/** How far back on the good side of the line a figure must be to count as well again, as a share of the line. */
const margin = z.number().min(0).max(0.9)

/** A figure over the last hours is above or below a line; money in nano-USD, times in milliseconds. */
export const ThresholdCondition = z.object({
  kind: z.literal('threshold'),
  measure: z.enum(THRESHOLD_MEASURES),
  direction: AlertDirection,
  line: z.number({ error: 'Enter a number.' }).positive('Enter a number above 0.').max(1e15),
  windowHours,
  minN,
  margin,
})

/** A share (0..1) of enough things is above or below a line. */
export const RatioCondition = z.object({
  kind: z.literal('ratio'),
  measure: z.enum(SHARE_MEASURES),
  direction: AlertDirection,
  line: z.number({ error: 'Enter a share.' }).min(0, 'Enter a share of 0 to 100 %.').max(1),
  windowHours,
  minN,
  margin,
})

/** A sum is far from what the same hours of the same weekday came to in the weeks before. */
export const BaselineCondition = z.object({
  kind: z.literal('baseline'),
  measure: z.enum(BASELINE_MEASURES),
  direction: AlertDirection,
  /** so many times as much as usual, or less than the n-th part */
  factor: z.number({ error: 'Enter a number.' }).min(1.2, 'At least 1.2 times.').max(100),
  /** how many weeks are looked back on */
  weeks: z.number().int().min(3, 'At least 3 weeks.').max(12),
  /** below this nothing is unusual: small sums jump about */
  floor: z.number().min(0).max(1e15),
  windowHours: z.literal([24, 168]),
  margin,
})

/** A budget of the scope has used so many per cent of its limit. */
export const BudgetCondition = z.object({
  kind: z.literal('budget'),
  percent: z.number({ error: 'Enter a number.' }).int().min(1, 'At least 1 %.').max(100, 'At most 100 %.'),
})

/** A hard budget of the scope has too little left for calls: runs take the template because of it. */
export const BudgetStopCondition = z.object({ kind: z.literal('budget-stop') })

/**
 * Nothing comes: no run ended; none of those ended that people have been waiting for since before the window; or every
 * one of enough runs that may use a model was a template.
 */
export const SilenceCondition = z.object({
  kind: z.literal('silence'),
  what: z.enum(['no-runs', 'none-ends', 'only-templates']),
  windowHours,
  minN,
})

/** A provider fails to serve a model, so that it is left alone. */
export const ProviderDownCondition = z.object({ kind: z.literal('provider-down') })

export const AlertCondition = z.discriminatedUnion('kind', [
  ThresholdCondition,
  RatioCondition,
  BaselineCondition,
  BudgetCondition,
  BudgetStopCondition,
  SilenceCondition,
  ProviderDownCondition,
])
export type AlertCondition = z.infer<typeof AlertCondition>
export type AlertKind = AlertCondition['kind']
/** A condition of one kind. */
export type ConditionOf<Kind extends AlertKind> = Extract<AlertCondition, { kind: Kind }>
