import { z } from 'zod'
import { ChangesTarget } from './code-diff'
import { Tier, WorkflowName } from './words'

/** `auto`: the stage chooses by the measured complexity of the target. */
export const StartTier = z.enum(['auto', ...Tier.options])
export type StartTier = z.infer<typeof StartTier>

/** How the runs of one launch are made. */
export const LaunchOptions = z.object({
  useModel: z.boolean().default(true),
  startTier: StartTier.default('auto'),
  /** the ladder never climbs above this tier */
  ceilingTier: Tier.default('premium'),
  /** most that this launch may cost, integer nano-USD; null = only the team's budgets bind */
  budgetNanoUsd: z.number().int().positive().nullable().default(null),
  /** false: results of earlier runs are not served (they are still stored) */
  useCache: z.boolean().default(true),
  /** `within-24h`: first calls go through the provider's batch API, at its lower price, where it has one */
  delivery: z.enum(['now', 'within-24h']).default('now'),
})
export type LaunchOptions = z.infer<typeof LaunchOptions>

/** The workflows that can be launched on changes; the others take modules alone. */
const ON_CHANGES: readonly WorkflowName[] = ['code-review', 'bug-prediction']

/** True for a workflow that can be launched on a commit range, a diff or a pull request. */
export function takesChanges(workflow: WorkflowName): boolean {
  return ON_CHANGES.includes(workflow)
}

/** What the launch form submits: a workflow on modules, a run each, or on changes, all of them one run. */
export const LaunchRequest = z
  .object({
    projectId: z.string().min(1),
    snapshotId: z.string().min(1).optional(),
    workflow: WorkflowName,
    /** empty when it is about changes */
    modulePaths: z.array(z.string().min(1)).max(2000),
    changes: ChangesTarget.optional(),
    options: LaunchOptions,
    idempotencyKey: z.string().min(8).max(64).optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [path], message })
    if (value.changes === undefined && value.modulePaths.length === 0)
      refuse('modulePaths', 'Choose at least one module.')
    if (value.changes === undefined) return
    if (value.modulePaths.length > 0) refuse('modulePaths', 'Choose modules or changes, not both.')
    if (!takesChanges(value.workflow))
      refuse('workflow', 'This workflow runs on modules. For changes, choose code review or bug prediction.')
  })
export type LaunchRequest = z.infer<typeof LaunchRequest>

/** Asks what changes would be about before they are launched. */
export const ChangesRequest = z.object({
  projectId: z.string().min(1),
  snapshotId: z.string().min(1).optional(),
  changes: ChangesTarget,
})
export type ChangesRequest = z.infer<typeof ChangesRequest>

/** Integer nano-USD; null where nothing can be said (n = 0 and no price). */
export const LaunchEstimate = z.object({
  modules: z.number().int(),
  lowNanoUsd: z.number().int().nullable(),
  likelyNanoUsd: z.number().int().nullable(),
  highNanoUsd: z.number().int().nullable(),
  /** how many earlier runs the estimate rests on; 0 = token counts alone */
  basedOnRuns: z.number().int(),
  /** true: some modules are not like any of these runs, and their tokens were counted */
  tokensCounted: z.boolean(),
  /** modules whose results the cache has under the very keys that their runs will ask for */
  fromCache: z.number().int(),
  /** modules for which it is not known before the run: their cost is in the high figure alone */
  maybeFromCache: z.number().int(),
  likelySeconds: z.number().nullable(),
  /** models without a price of their own: the dearest known one was taken */
  unpriced: z.array(z.string()),
  notices: z.array(z.string()),
})
export type LaunchEstimate = z.infer<typeof LaunchEstimate>
