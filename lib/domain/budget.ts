import { z } from 'zod'

/** What a budget limits: the team, one project, workflow or member of it, or one launch. */
export const BudgetScope = z.enum(['team', 'project', 'workflow', 'member', 'launch'])
export type BudgetScope = z.infer<typeof BudgetScope>

/** `day` and `month` begin anew in UTC; `once` never does. */
export const BudgetPeriod = z.enum(['day', 'month', 'once'])
export type BudgetPeriod = z.infer<typeof BudgetPeriod>

/** `hard`: no call is made that could go above it. `soft`: nothing is stopped; passing 50, 80 and 100 % is told. */
export const BudgetKind = z.enum(['hard', 'soft'])
export type BudgetKind = z.infer<typeof BudgetKind>

/** A million dollars: more is a slip of the keyboard. */
const MOST_NANO_USD = 1_000_000_000_000_000

const limit = z
  .number({ error: 'Enter an amount in dollars.' })
  .int()
  .min(1_000_000, 'The least is $0.001.')
  .max(MOST_NANO_USD, 'The most is $1,000,000.')

/** What the form of a new budget sends. `scopeId`: project, member or workflow; unused for the team. */
export const BudgetDraft = z.object({
  scope: BudgetScope.exclude(['launch']),
  scopeId: z.string().max(100),
  period: BudgetPeriod,
  kind: BudgetKind,
  /** integer nano-USD */
  limitNanoUsd: limit,
})
export type BudgetDraft = z.infer<typeof BudgetDraft>

export const BudgetLimitDraft = z.object({ id: z.string().min(1), limitNanoUsd: limit })

/** What a budget's period will have cost; money in integer nano-USD. */
export const BudgetForecast = z.object({
  /** null: nothing spent, or too few days before today */
  nanoUsd: z.number().int().nullable(),
  /** between these it ends in 8 of 10 cases; null: there is no figure */
  lowNanoUsd: z.number().int().nullable(),
  highNanoUsd: z.number().int().nullable(),
  /** when the limit is reached, ISO 8601 UTC; null: not in this period, or it is already */
  reachedAt: z.string().nullable(),
  /** days that are left count as the same weekdays before, or all as the mean; null: there is no figure */
  by: z.enum(['weekdays', 'mean']).nullable(),
  /** n: whole days before today that it rests on, since something was spent first, up to 28 */
  days: z.number().int(),
})
export type BudgetForecast = z.infer<typeof BudgetForecast>

/** One budget as the page shows it; money in integer nano-USD, times ISO 8601 UTC. */
export const BudgetRow = z.object({
  id: z.string(),
  scope: BudgetScope,
  scopeId: z.string(),
  /** name of the project, member, workflow or launch, for people */
  scopeName: z.string(),
  period: BudgetPeriod,
  kind: BudgetKind,
  limitNanoUsd: z.number().int(),
  spentNanoUsd: z.number().int(),
  /** kept free for calls under way; soft budgets keep nothing free */
  reservedNanoUsd: z.number().int(),
  /** when the present period, or the budget itself, began */
  countsSince: z.string(),
  /** null: never */
  endsAt: z.string().nullable(),
  /** null: there is no period, or nobody asked */
  forecast: BudgetForecast.nullable(),
  /** runs for whose next call it had no room, since the period began or the limit was changed; null: none, or it stops nothing */
  stopped: z
    .object({
      runs: z.number().int(),
      /** the count is a lower bound */
      capped: z.boolean(),
      lastAt: z.string(),
    })
    .nullable(),
})
export type BudgetRow = z.infer<typeof BudgetRow>

/** That a budget passed a mark in its present period. */
export const BudgetWarningRow = z.object({
  id: z.string(),
  budgetId: z.string(),
  scope: BudgetScope,
  scopeName: z.string(),
  period: BudgetPeriod,
  kind: BudgetKind,
  percent: z.number().int(),
  limitNanoUsd: z.number().int(),
  at: z.string(),
})
export type BudgetWarningRow = z.infer<typeof BudgetWarningRow>

export const BudgetWarnings = z.object({ warnings: z.array(BudgetWarningRow) })
export type BudgetWarnings = z.infer<typeof BudgetWarnings>

/** One act on the team's budgets, from the audit log. */
export const BudgetEvent = z.object({
  id: z.string(),
  action: z.enum(['budget.create', 'budget.update', 'budget.delete', 'budget.restore']),
  who: z.string(),
  what: z.string(),
  at: z.string(),
})
export type BudgetEvent = z.infer<typeof BudgetEvent>

export const BudgetHistoryQuery = z.object({ cursor: z.string().max(64).optional() })

/** A page of what was done to budgets, newest first. */
export const BudgetHistory = z.object({
  history: z.array(BudgetEvent),
  /** null: this was the last page */
  historyCursor: z.string().nullable(),
})
export type BudgetHistory = z.infer<typeof BudgetHistory>

/** A run that a hard budget sent to the template. */
export const StoppedRun = z.object({
  id: z.string(),
  targetPath: z.string(),
  projectName: z.string(),
  who: z.string(),
  reasonText: z.string().nullable(),
  at: z.string(),
})
export type StoppedRun = z.infer<typeof StoppedRun>

/** All that the page of budgets shows. */
export const BudgetBoard = BudgetWarnings.extend({
  budgets: z.array(BudgetRow),
  /** budgets of the newest launches that have one */
  launches: z.array(BudgetRow),
  stopped: z.array(StoppedRun),
  stoppedCount: z.number().int(),
  /** the count is a lower bound */
  stoppedCapped: z.boolean(),
  ...BudgetHistory.shape,
  /** what a new budget may be for */
  projects: z.array(z.object({ id: z.string(), name: z.string() })),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type BudgetBoard = z.infer<typeof BudgetBoard>
