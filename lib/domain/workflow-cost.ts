import { z } from 'zod'
import { WorkflowName } from './words'

const nanoUsd = z.number().int()

/** One line of the plan's cost table: what was planned, what launches were estimated at, and what it came to. Money in nano-USD. */
export const WorkflowCost = z.object({
  workflow: WorkflowName,
  /** runs that ended; n of them called a model */
  runs: z.number().int(),
  modelRuns: z.number().int(),
  /** a run that called a model: what it cost, and the tokens of its calls, cached ones included; null: there was none */
  perModelRun: z.object({ costNanoUsd: nanoUsd, tokens: z.number().int() }).nullable(),
  /** over the days that the team has been there; null: less than one of them is shown */
  runsPerDay: z.number().nullable(),
  costPerDayNanoUsd: nanoUsd.nullable(),
  /** launches whose runs have all ended: their estimates and costs together; null: there is none */
  estimated: z
    .object({
      launches: z.number().int(),
      likelyNanoUsd: nanoUsd,
      actualNanoUsd: nanoUsd,
      /** launches that cost no less and no more than they were estimated to */
      withinRange: z.number().int(),
    })
    .nullable(),
  /** of the plan of January 2026 */
  planned: z.object({
    tokens: z.number().int(),
    costNanoUsd: nanoUsd,
    runsPerDay: z.number().int(),
    costPerDayNanoUsd: nanoUsd,
  }),
})
export type WorkflowCost = z.infer<typeof WorkflowCost>

/** The table of a range, with a line for every workflow. */
export const WorkflowCosts = z.object({
  /** those of the range since the team's first run: whole days and parts of the one that goes on */
  days: z.number(),
  rows: z.array(WorkflowCost),
  /** true: there were more launches than were compared with their estimates, the newest */
  launchesCapped: z.boolean(),
  /** filters of the page that the table cannot follow, in words */
  ignored: z.array(z.string()),
})
export type WorkflowCosts = z.infer<typeof WorkflowCosts>
