import { z } from 'zod'

export const RetentionKind = z.enum([
  'payloads',
  'logs',
  'runs',
  'reviews',
  'snapshots',
  'alerts',
  'messages',
  'audit',
])
export type RetentionKind = z.infer<typeof RetentionKind>

/**
 * Runs: a day more than the longest period of a budget, as a new budget counts its month from the attempts. Reviews: the
 * criteria look back on 30 days. Acts: budgets that stop runs are told from when they were changed last.
 */
export const LEAST_DAYS = {
  payloads: 1,
  logs: 1,
  runs: 32,
  reviews: 32,
  snapshots: 1,
  alerts: 7,
  messages: 7,
  audit: 90,
} satisfies Record<RetentionKind, number>
const MOST_DAYS = 3650

/** Days; null: for ever. */
const daysFrom = (least: number) =>
  z
    .number({ error: 'Enter a number of days, or nothing for ever.' })
    .int('Whole days, please.')
    .min(least, `The least is ${least} ${least === 1 ? 'day' : 'days'}.`)
    .max(MOST_DAYS, 'The most is ten years. Leave it empty to keep it for ever.')
    .nullable()

/** What a form sends: every kind with its days. */
export const RetentionDraft = z.object({
  payloads: daysFrom(LEAST_DAYS.payloads),
  logs: daysFrom(LEAST_DAYS.logs),
  runs: daysFrom(LEAST_DAYS.runs),
  reviews: daysFrom(LEAST_DAYS.reviews),
  snapshots: daysFrom(LEAST_DAYS.snapshots),
  alerts: daysFrom(LEAST_DAYS.alerts),
  messages: daysFrom(LEAST_DAYS.messages),
  audit: daysFrom(LEAST_DAYS.audit),
} satisfies Record<RetentionKind, z.ZodType>)
export type RetentionDraft = z.infer<typeof RetentionDraft>

const stored = z.number().int().nullable().default(null)

/** How many days a team keeps each kind, as it is stored; null: for ever, as is whatever was never set. */
export const Retention = z.object({
  payloads: stored,
  logs: stored,
  runs: stored,
  reviews: stored,
  snapshots: stored,
  alerts: stored,
  messages: stored,
  audit: stored,
} satisfies Record<RetentionKind, z.ZodType>)
export type Retention = z.infer<typeof Retention>

/** Counting stops here: what is above is told as "more than". */
export const MOST_COUNTED = 100_000

/** What would go of one kind, or went. */
export const RetentionShare = z.object({
  rows: z.number().int(),
  /** the count is a lower bound */
  capped: z.boolean(),
  bytes: z.number().int(),
  /** ISO 8601 UTC; null: nothing goes */
  oldestAt: z.string().nullable(),
})
export type RetentionShare = z.infer<typeof RetentionShare>

/** A dry run: what each kind that is not kept for ever would lose if it ended now. */
export type RetentionPreview = Partial<Record<RetentionKind, RetentionShare>>
