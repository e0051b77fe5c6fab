import { z } from 'zod'
import { queryList } from './query-list'
import { RunReason, RunSource, RunStatus, Verdict, WorkflowName } from './words'

/** How far people are with an output; `to-review`: nobody has judged it, or it was edited since. */
export const ReviewState = z.enum(['to-review', 'accepted', 'rejected'])
export type ReviewState = z.infer<typeof ReviewState>

/**
 * The runs that a share of the overview counts: verified by their own output, edits of people left out; allowed a model
 * and served by the template; with at least one stored answer used.
 */
export const CountedRuns = z.enum(['verified', 'fallback', 'cache-hit'])
export type CountedRuns = z.infer<typeof CountedRuns>

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

export const RunFacet = z.enum(['workflow', 'status', 'verdict', 'source', 'project', 'reason', 'review'])
export type RunFacet = z.infer<typeof RunFacet>

/** How many runs each choice would show, given the other facets' choices; counted over the newest runs only. */
export const RunCounts = z.record(RunFacet, z.record(z.string(), z.number().int()))
export type RunCounts = z.infer<typeof RunCounts>
