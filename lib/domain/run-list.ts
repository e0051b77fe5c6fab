import { z } from 'zod'
import { DiffSummary } from './code-diff'
import { LaunchOptions } from './launch'
import { ShownMoney } from './money'
import { RunRow } from './run'
import { RunCounts } from './run-query'
import { RunStatus, WorkflowName } from './words'

/** What the runs behind a figure come to. */
export const RunsBehind = z.object({
  runs: z.number().int(),
  /** all that these runs cost */
  costNanoUsd: ShownMoney,
  /** those of their attempts that the query means; null: it asks nothing of attempts */
  attempts: z
    .object({
      n: z.number().int(),
      costNanoUsd: ShownMoney,
      /** of cache hits: what the stored results had cost */
      savedNanoUsd: ShownMoney,
    })
    .nullable(),
})
export type RunsBehind = z.infer<typeof RunsBehind>

/** One page of the runs table. */
export const RunList = z.object({
  rows: z.array(RunRow),
  /** null: this was the last page */
  nextCursor: z.string().nullable(),
  /** only runs launched from then on are sorted, the newest `SORTED_RUNS` that match; ISO 8601 UTC; null: all are */
  sortedSince: z.string().nullable(),
  counts: RunCounts,
  /** names by slug of the projects in `counts` */
  projectNames: z.record(z.string(), z.string()),
  /** names by user id of the people that the query filters by */
  memberNames: z.record(z.string(), z.string()),
  /** true: there are more runs than were counted, so every count is a lower bound */
  countsCapped: z.boolean(),
  /** of a list by time or by attempts: what its runs come to; null: another list, another page than the first, or too many */
  behind: RunsBehind.nullable(),
})
export type RunList = z.infer<typeof RunList>

/** One launch with all its runs, ordered by target. */
export const LaunchDetail = z.object({
  launch: z.object({
    id: z.string(),
    workflow: WorkflowName,
    projectId: z.string(),
    projectName: z.string(),
    projectSlug: z.string(),
    options: LaunchOptions,
    targetCount: z.number().int(),
    /** null: it is about modules */
    diff: DiffSummary.nullable(),
    estimateLowNanoUsd: z.number().int().nullable(),
    estimateLikelyNanoUsd: z.number().int().nullable(),
    estimateHighNanoUsd: z.number().int().nullable(),
    createdByName: z.string(),
    createdAt: z.string(),
    /** the newest time that all of its open runs were cancelled, and by whom; null: never, or nobody is known */
    cancelledAt: z.string().nullable(),
    cancelledByName: z.string().nullable(),
  }),
  rows: z.array(RunRow),
  /** its calls in the provider's batch; null: it has none. `oldestSince`: ISO 8601 UTC of the oldest that still waits */
  batch: z
    .object({ answered: z.number().int(), total: z.number().int(), oldestSince: z.string().nullable() })
    .nullable(),
  counts: z.record(RunStatus, z.number().int()),
  costNanoUsd: ShownMoney,
})
export type LaunchDetail = z.infer<typeof LaunchDetail>
