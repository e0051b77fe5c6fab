import { z } from 'zod'
import { queryList } from './query-list'
import { Tier, WorkflowName } from './words'

/** How wide one point of a chart is; hours and days begin in the team's time zone. */
export const MetricBucket = z.enum(['hour', 'day'])
export type MetricBucket = z.infer<typeof MetricBucket>

/** Whole buckets from `from` (inclusive) to `until` (exclusive), ISO 8601 instants in UTC. */
export const MetricWindow = z.object({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  bucket: MetricBucket,
  /** IANA name: the team's */
  timeZone: z.string(),
})
export type MetricWindow = z.infer<typeof MetricWindow>

/** Which rows are counted; an empty list leaves nothing out. The same words in the page's URL and in the routes' queries. */
export const MetricFilters = z.object({
  /** project slugs */
  project: queryList(z.string().max(80)),
  workflow: queryList(WorkflowName),
  /** user ids */
  member: queryList(z.string().max(64)),
  model: queryList(z.string().max(200)),
  tier: queryList(Tier),
  /** ids of prompt versions, `workflow/stage.vN` */
  prompt: queryList(z.string().max(200)),
})
export type MetricFilters = z.infer<typeof MetricFilters>

/** By what figures of attempts (model calls, cache hits, uses of the template) can be split. */
export const AttemptDimension = z.enum([
  'project',
  'workflow',
  'stage',
  'member',
  'provider',
  'model',
  'tier',
  'prompt',
  'source',
  'outcome',
  'missReason',
  'isBatch',
  'isRepair',
])
export type AttemptDimension = z.infer<typeof AttemptDimension>

/** By what figures of ended runs can be split. */
export const RunDimension = z.enum([
  'project',
  'workflow',
  'member',
  'source',
  'outcome',
  'reason',
  'prompt',
  'variant',
])
export type RunDimension = z.infer<typeof RunDimension>

/** Sums over attempts by the time they were made. Money in integer nano-USD. */
export const AttemptFigures = z.object({
  attempts: z.number().int(),
  /** model calls that were made */
  calls: z.number().int(),
  /** those of them that got no answer */
  failedCalls: z.number().int(),
  /** keys looked up in the cache, once per try of a run */
  lookups: z.number().int(),
  hits: z.number().int(),
  costNanoUsd: z.number().int(),
  /** part of the cost: attempts whose answer was not used (any outcome but ok) */
  failedCostNanoUsd: z.number().int(),
  /** part of the cost: repair rounds, whatever their outcome */
  repairCostNanoUsd: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWrite5mTokens: z.number().int(),
  cacheWrite1hTokens: z.number().int(),
  /** of cache hits: what the stored result had cost, and the milliseconds it had taken */
  hitSavedNanoUsd: z.number().int(),
  hitSavedMs: z.number().int(),
})
export type AttemptFigures = z.infer<typeof AttemptFigures>

/** Sums over runs by the time they ended. `own` verdicts: people's edits left out, as everywhere in charts. */
export const RunFiguresSum = z.object({
  runs: z.number().int(),
  verified: z.number().int(),
  unverified: z.number().int(),
  rejected: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** done runs that were allowed a model: what the fallback share is a share of */
  modelAllowed: z.number().int(),
  /** those of them that the template served */
  fallbacks: z.number().int(),
  costNanoUsd: z.number().int(),
  /** part of the cost: runs whose own verdict is verified */
  verifiedCostNanoUsd: z.number().int(),
  /** runs that called a model, and the milliseconds they took from start to end */
  timedRuns: z.number().int(),
  durationMs: z.number().int(),
  /** of timedRuns: ended within 30 s */
  within30s: z.number().int(),
  /** runs a person accepted, rejected or edited; the newest word counts */
  reviewed: z.number().int(),
  /** accepted, verified, and no version of a person: runs without manual editing */
  acceptedUnedited: z.number().int(),
  edited: z.number().int(),
  rejectedByPerson: z.number().int(),
  ratings: z.number().int(),
  ratingSum: z.number().int(),
  /** people's active seconds of review, and the reviewed runs that have them */
  reviewSeconds: z.number().int(),
  reviewTimed: z.number().int(),
  /** generated tests: lines and branches of the target, and those covered */
  statements: z.number().int(),
  coveredStatements: z.number().int(),
  branches: z.number().int(),
  coveredBranches: z.number().int(),
  /** runs that have a coverage figure */
  measuredRuns: z.number().int(),
  /** mistakes planted in targets, and those that generated tests noticed */
  mutantsRun: z.number().int(),
  mutantsKilled: z.number().int(),
  /** examples in documentation that were run, and those that passed */
  examplesRun: z.number().int(),
  examplesPassed: z.number().int(),
})
export type RunFiguresSum = z.infer<typeof RunFiguresSum>

/** What a distribution is of, in milliseconds. */
export const TimedThing = z.enum(['latency', 'first-token', 'queue-wait', 'run-duration'])
export type TimedThing = z.infer<typeof TimedThing>
