import { z } from 'zod'
import { ChartUnit } from './chart'

/** The plan's ten success criteria, in its order. */
export const CriterionId = z.enum([
  'unedited',
  'fallbacks',
  'satisfaction',
  'time-saved',
  'generation-time',
  'repeat-hits',
  'generation-cost',
  'visibility',
  'feedback',
  'experiments',
])
export type CriterionId = z.infer<typeof CriterionId>

/** What a team may hold against a target of its own: criteria that are figures, and coverage, which only charts show. */
export const TargetName = z.enum([
  'unedited',
  'fallbacks',
  'satisfaction',
  'time-saved',
  'generation-time',
  'repeat-hits',
  'generation-cost',
  'coverage',
])
export type TargetName = z.infer<typeof TargetName>

/** On which side of its target a figure is well. */
export const TargetSide = z.enum(['above', 'below', 'at-least'])
export type TargetSide = z.infer<typeof TargetSide>

export interface TargetKind {
  label: string
  unit: ChartUnit
  side: TargetSide
  /** the plan's, in the unit */
  planned: number
  /** a target outside of these is a slip of the keyboard */
  least: number
  most: number
}

const share = (label: string, side: TargetSide, planned: number): TargetKind => ({
  ...{ label, unit: 'share', side, planned, least: 0, most: 1 },
})

/** The targets of the plan (29 January 2026, "Success Criteria"; coverage: "Implementation", test generation). */
export const TARGETS: Record<TargetName, TargetKind> = {
  unedited: share('Used without an edit', 'above', 0.95),
  fallbacks: share('Template fallback', 'below', 0.05),
  satisfaction: { label: 'Satisfaction', unit: 'rating', side: 'above', planned: 4.5, least: 1, most: 5 },
  'time-saved': share('Time saved against the template', 'above', 0.8),
  'generation-time': {
    ...{ label: 'Time of a generation', unit: 'milliseconds', side: 'below', planned: 30_000 },
    ...{ least: 1000, most: 3_600_000 },
  },
  'repeat-hits': share('Cache hits on repeated work', 'above', 0.6),
  'generation-cost': {
    ...{ label: 'Cost of a generation', unit: 'money', side: 'below', planned: 100_000_000 },
    ...{ least: 100_000, most: 1_000_000_000_000 },
  },
  coverage: share('Coverage of generated tests', 'at-least', 0.8),
}

/** What one sees of a unit is so much of it: per cent, seconds, dollars. */
export const TYPED_AS = {
  share: { per: 0.01, word: '%' },
  rating: { per: 1, word: 'of 5' },
  milliseconds: { per: 1000, word: 'seconds' },
  money: { per: 1_000_000_000, word: 'US dollars' },
  count: { per: 1, word: '' },
} satisfies Record<ChartUnit, { per: number; word: string }>

/** What the form of a target sends; null: the plan's again. */
export const TargetDraft = z
  .object({ criterion: TargetName, value: z.number({ error: 'Enter a number.' }).nullable() })
  .superRefine(({ criterion, value }, context) => {
    const { unit, least, most } = TARGETS[criterion]
    if (value === null || (value >= least && value <= most)) return
    const { per, word } = TYPED_AS[unit]
    const message = `Enter a number from ${least / per} to ${most / per} (${word}).`
    context.addIssue({ code: 'custom', path: ['value'], message })
  })
export type TargetDraft = z.infer<typeof TargetDraft>

/**
 * met, missed: against the target. too-few: measured on less than what a verdict needs. no-data: nothing was measured.
 * not-built: the product has no such thing yet.
 */
export const CriterionState = z.enum(['met', 'missed', 'too-few', 'no-data', 'not-built'])
export type CriterionState = z.infer<typeof CriterionState>

/** One success criterion, measured over the last 30 days. */
export const Criterion = z.object({
  id: CriterionId,
  label: z.string(),
  /** what is measured, in a sentence or two */
  about: z.string(),
  unit: ChartUnit,
  side: TargetSide,
  target: z.number().nullable(),
  /** the plan's; null: it is no number */
  planned: z.number().nullable(),
  /** a team may set another one */
  isEditable: z.boolean(),
  value: z.number().nullable(),
  n: z.number().int(),
  /** singular noun of n */
  noun: z.string(),
  /** so many of them a verdict needs */
  neededN: z.number().int(),
  state: CriterionState,
  /** the last 30 days, oldest first; null: nothing to measure */
  trend: z.array(z.number().nullable()),
  /** the 30 days before */
  previous: z.object({ value: z.number().nullable(), n: z.number().int() }),
  /** against them, in words; empty: there is nothing to compare */
  change: z.string(),
  /** query of the runs page for the runs behind n; null: no runs are */
  runs: z.record(z.string(), z.string()).nullable(),
  /** page of the team that shows more of it, like `dashboards/quality`; null: none does */
  page: z.string().nullable(),
})
export type Criterion = z.infer<typeof Criterion>

/** What the panel of criteria shows. */
export const CriteriaBoard = z.object({
  /** those that the person may see: that of money is left out for who sees none */
  criteria: z.array(Criterion),
  /** targets that only charts show */
  coverageTarget: z.number(),
})
export type CriteriaBoard = z.infer<typeof CriteriaBoard>
