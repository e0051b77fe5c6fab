import { z } from 'zod'
import { ChartUnit } from './chart'
import { TARGETS, type TargetKind, type TargetName, TYPED_AS, typedTarget } from './targets'

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

/** What the form of a target sends; null: the plan's again. */
export const TargetDraft = z
  .object({
    criterion: z.enum(Object.keys(TARGETS) as [TargetName, ...TargetName[]]),
    value: z.number({ error: 'Enter a number.' }).nullable(),
  })
  .superRefine(({ criterion, value }, context) => {
    const { unit, least, most }: TargetKind = TARGETS[criterion]
    if (value === null || (value >= least && value <= most)) return
    const [from, to] = [typedTarget(unit, least), typedTarget(unit, most)]
    const message = `Enter a number from ${from} to ${to} (${TYPED_AS[unit].word}).`
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
  side: z.enum(['above', 'below', 'at-least']),
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
  /** against them: “+1.2 points”; empty: there is nothing to compare */
  change: z.string(),
  /** query of the runs page for the runs behind n; null: no runs are */
  runs: z.record(z.string(), z.string()).nullable(),
  /** page of the team that shows more of it, and where on it, like `dashboards/quality#edits`; null: none does */
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
