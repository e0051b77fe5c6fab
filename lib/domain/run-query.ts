import { z } from 'zod'
import { queryList } from './query-list'
import {
  AttemptOutcome,
  CacheMissReason,
  RunReason,
  RunSource,
  RunStatus,
  Tier,
  Verdict,
  WorkflowName,
} from './words'

/** How far people are with an output; `to-review`: nobody has judged it, or it was edited since. */
export const ReviewState = z.enum(['to-review', 'accepted', 'rejected'])
export type ReviewState = z.infer<typeof ReviewState>

/**
 * The runs that a figure counts: verified by their own output, edits of people left out; allowed a model, and served by the
 * template all the same; with at least one stored answer used; that people judged; that people rated; whose coverage was measured;
 * whose targets had mistakes planted in them; that hold examples which were run; that were started, and not retried since, so
 * that their wait is known; that people judged, and for how long they looked is known.
 */
export const CountedRuns = z.enum([
  'verified',
  'model-allowed',
  'fallback',
  'cache-hit',
  'reviewed',
  'rated',
  'measured',
  'planted',
  'examples',
  'waited',
  'timed-reviews',
])
export type CountedRuns = z.infer<typeof CountedRuns>

/** How a run ended: the verdict on what it made itself, or that it made nothing. */
export const RunOutcome = z.enum([...Verdict.options, 'failed', 'cancelled'])
export type RunOutcome = z.infer<typeof RunOutcome>

/** What of a run lies in the window: its launch, its end, one of the attempts that are meant, or a verdict on a finding that it saw. */
export const RunTime = z.enum(['launched', 'ended', 'attempted', 'judged'])
export type RunTime = z.infer<typeof RunTime>

/**
 * Which attempts are meant: model calls that were made; those without an answer; first answers that were not used; repair rounds;
 * both of these; calls by the batch API; answered ones whose time is known; those whose time to the first token is; lookups in the cache,
 * those that hit, those that missed, and those about code that was asked about before and is the same; calls of which the provider's prompt cache served or kept a part; calls and hits together.
 */
export const AttemptKind = z.enum([
  'calls',
  'failed-calls',
  'unused',
  'repairs',
  'wasted',
  'batched',
  'timed',
  'streamed',
  'lookups',
  'hits',
  'misses',
  'repeats',
  'prompt-cached',
  'requests',
])
export type AttemptKind = z.infer<typeof AttemptKind>

/** Runs of which one attempt is all of this at once; with `time=attempted` in the window, too. */
export const AttemptFilters = z.object({
  attempts: AttemptKind.optional(),
  stage: queryList(z.string().max(80)),
  provider: queryList(z.string().max(200)),
  model: queryList(z.string().max(200)),
  tier: queryList(Tier),
  /** how the attempt ended */
  failure: queryList(AttemptOutcome),
  missReason: queryList(CacheMissReason),
})
export type AttemptFilters = z.infer<typeof AttemptFilters>

export const RunSort = z.enum(['newest', 'oldest', 'cost', 'duration'])
export type RunSort = z.infer<typeof RunSort>

/** Which runs a list shows: the same words in the page's URL, in the route's query and in the verb. */
export const RunQuery = z.object({
  workflow: queryList(WorkflowName),
  status: queryList(RunStatus),
  verdict: queryList(Verdict),
  source: queryList(RunSource),
  /** project slugs */
  project: queryList(z.string().max(80)),
  reason: queryList(RunReason),
  review: queryList(ReviewState),
  launch: z.string().max(64).optional(),
  /** UTC day, `2026-11-23`: runs launched on it or later */
  since: z.iso.date().optional(),
  counted: CountedRuns.optional(),
  /** instants: what `time` says lies at or after `from` and before `until` */
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  time: RunTime.default('launched'),
  outcome: queryList(RunOutcome),
  /** user ids of who launched them */
  member: queryList(z.string().max(64)),
  /** ids of prompt versions: with `time=attempted` of the attempts, else of the run */
  prompt: queryList(z.string().max(200)),
  ...AttemptFilters.shape,
  /** text within the target's path or name */
  q: z.string().trim().max(200).optional(),
  sort: RunSort.default('newest'),
  /** `nextCursor` of the page before; belongs to one sort order */
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type RunQuery = z.infer<typeof RunQuery>
/** What a caller may leave out. */
export type RunQueryInput = Partial<z.input<typeof RunQuery>>

/** Filters that are lists and no facets: no choice is offered for them, charts and addresses set them. */
export const RunListFilter = z.enum([
  'outcome',
  'member',
  'prompt',
  'stage',
  'provider',
  'model',
  'tier',
  'failure',
  'missReason',
])
export type RunListFilter = z.infer<typeof RunListFilter>

export const RunFacet = z.enum(['workflow', 'status', 'verdict', 'source', 'project', 'reason', 'review'])
export type RunFacet = z.infer<typeof RunFacet>

/** How many runs each choice would show, given the other facets' choices; counted over the newest runs only. */
export const RunCounts = z.record(RunFacet, z.record(z.string(), z.number().int()))
export type RunCounts = z.infer<typeof RunCounts>
