import { z } from 'zod'
import { ShownMoney } from './money'
import { type CacheMissReason, WorkflowName } from './words'

const days = 'Whole days, 1 to 3,650.'
const megabytes = 'Whole megabytes, 1 to 100,000.'

/** How long and how much a team keeps. 1 MB = 1,048,576 bytes. */
export const CacheLimits = z.object({
  /** entries that nobody used for so many days are pruned */
  days: z.coerce.number({ error: days }).int(days).min(1, days).max(3650, days),
  /** above it the entries used longest ago are pruned */
  megabytes: z.coerce.number({ error: megabytes }).int(megabytes).min(1, megabytes).max(100_000, megabytes),
})
export type CacheLimits = z.infer<typeof CacheLimits>

/** Which entries an invalidation means. */
export const CacheSelection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('workflow'), value: WorkflowName }),
  z.object({ kind: z.literal('prompt'), value: z.string().min(1) }),
  z.object({ kind: z.literal('model'), value: z.string().min(1) }),
  z.object({ kind: z.literal('project'), value: z.string().min(1) }),
])
export type CacheSelection = z.infer<typeof CacheSelection>
export type CacheSelectionKind = CacheSelection['kind']

/** What is stored of something. Figures of what was saved include entries that are gone, for 30 days. */
export const CacheShare = z.object({
  /** the value of a selection; '' for all together */
  value: z.string(),
  label: z.string(),
  entries: z.number().int(),
  bytes: z.number().int(),
  hits: z.number().int(),
  /** what the entries cost to make, and would cost again */
  costNanoUsd: ShownMoney,
  /** what the hits would have cost */
  savedNanoUsd: ShownMoney,
  savedMs: z.number(),
  /** when the oldest entry was made; ISO 8601 UTC */
  oldestAt: z.string().nullable(),
})
export type CacheShare = z.infer<typeof CacheShare>

export const CacheOverview = z.object({
  limits: CacheLimits,
  total: CacheShare,
  shares: z.record(z.enum(['workflow', 'prompt', 'model', 'project']), z.array(CacheShare)),
})
export type CacheOverview = z.infer<typeof CacheOverview>

/** What a result depends on, in parts, so that a miss can say which of them changed. */
export interface CacheKeyParts {
  workflow: WorkflowName
  stage: string
  engineVersion: number
  /** stable name of the target: project and module path (and function) */
  targetKey: string
  /** sha256 of the canonical context (syntax, not text) */
  contextHash: string
  promptHash: string
  model: string
  /** sha256 of the parameters that change the result */
  parametersHash: string
}

/** What the cache has for a key. */
export type CacheLookup =
  | { hit: true; key: string; value: unknown; level: 'memory' | 'database' }
  | { hit: false; key: string; reason: CacheMissReason }
