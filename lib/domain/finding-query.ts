import { z } from 'zod'
import { FindingCategory, FindingSeverity, FindingTool } from './finding'
import { DismissReason, FindingRow, FindingState } from './finding-row'
import { SnapshotChoice } from './snapshot-choice'
import { WorkflowName } from './words'

/** A list in a query string: absent, one value, several values, or values joined by commas. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) =>
      value === undefined || value === '' ? [] : [value].flat().flatMap((part) => String(part).split(',')),
    z.array(item),
  )

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\0]*$/)

/**
 * `shown`: neither dismissed nor kept back, and not fixed unless that state is asked for; of a run or a launch: what it showed,
 * whatever became of it since. `suppressed`: what is kept from that view, but for what is fixed.
 */
export const FindingView = z.enum(['shown', 'suppressed', 'all'])
export type FindingView = z.infer<typeof FindingView>

/** `severity`: what was demoted last, then the surest. `value`: severity × confidence, the proven first. */
export const FindingSort = z.enum(['severity', 'value', 'newest', 'place'])
export type FindingSort = z.infer<typeof FindingSort>

/** Whose text a finding was last seen in: the project's, or only that of a change, a pasted one say. */
export const SeenIn = z.enum(['project', 'change'])
export type SeenIn = z.infer<typeof SeenIn>

/** Which findings a list or an export holds: the same words in the page's URL, in the route's query and in the verb. */
export const FindingFilter = z.object({
  view: FindingView.default('shown'),
  /** project slugs */
  project: listOf(text(80)),
  workflow: listOf(WorkflowName),
  rule: listOf(text(120)),
  severity: listOf(FindingSeverity),
  category: listOf(FindingCategory),
  state: listOf(FindingState),
  tool: listOf(FindingTool),
  reason: listOf(DismissReason),
  /** `yes`: a failing test shows it */
  proven: listOf(z.enum(['yes', 'no'])),
  /** `change`: only a change that was reviewed holds it, not the project's own text */
  seenIn: listOf(SeenIn),
  /** whole leading folders, or a file: `shop/cart` takes `shop/cart/x.py`, not `shop/carts.py` */
  path: text(500).optional(),
  /** id of a snapshot: findings first seen in one made after it */
  newSince: text(64).optional(),
  /** id of a run: what it saw */
  run: text(64).optional(),
  /** id of a launch: what its runs saw */
  launch: text(64).optional(),
  /** every word in message, rule, path or name */
  q: text(200).optional(),
})
export type FindingFilter = z.infer<typeof FindingFilter>

type OfRuns = Pick<FindingFilter, 'run' | 'launch'>

/** True when a run or a launch is asked for: what it showed is listed, and not what is to be done today. */
export function isOfRuns({ run, launch }: OfRuns): boolean {
  return run !== undefined || launch !== undefined
}

/** The states that a filter lets through; none named: all, but what is fixed is no longer shown by itself. Empty: all. */
export function statesOf(filter: OfRuns & Pick<FindingFilter, 'view' | 'state'>): FindingState[] {
  const { view, state } = filter
  return state.length === 0 && view === 'shown' && !isOfRuns(filter) ? ['open', 'accepted'] : state
}

/** The texts that a filter lets through; none named: a change's findings are shown only where its run or launch is asked for. Empty: all. */
export function seenInOf(filter: OfRuns & Pick<FindingFilter, 'view' | 'seenIn'>): SeenIn[] {
  const { view, seenIn } = filter
  return seenIn.length === 0 && view === 'shown' && !isOfRuns(filter) ? ['project'] : seenIn
}

export const FindingQuery = FindingFilter.extend({
  sort: FindingSort.default('severity'),
  /** `nextCursor` of the page before; belongs to one sort order */
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type FindingQuery = z.infer<typeof FindingQuery>
/** What a caller may leave out. */
export type FindingFilterInput = Partial<z.input<typeof FindingFilter>>
export type FindingQueryInput = Partial<z.input<typeof FindingQuery>>

export const FindingFacet = z.enum([
  'project',
  'workflow',
  'rule',
  'severity',
  'category',
  'state',
  'tool',
  'reason',
  'proven',
  'seenIn',
])
export type FindingFacet = z.infer<typeof FindingFacet>

/** How many findings each choice would show, given the other facets' choices. */
export const FindingCounts = z.record(FindingFacet, z.record(z.string(), z.number().int()))
export type FindingCounts = z.infer<typeof FindingCounts>

/** One page of findings. */
export const FindingList = z.object({
  rows: z.array(FindingRow),
  /** null: this was the last page */
  nextCursor: z.string().nullable(),
  counts: FindingCounts,
  /** true: there are more findings than were counted, so every count is a lower bound */
  countsCapped: z.boolean(),
  /** names by slug of the projects in `counts`, and of those that were asked for as far as they are there */
  projectNames: z.record(z.string(), z.string()),
  /** titles by id of the rules in `counts` */
  ruleTitles: z.record(z.string(), z.string()),
  /** what the two views hold with the same filters */
  shown: z.number().int(),
  suppressed: z.number().int(),
  /** the snapshot that `newSince` names; null: none is named, or the team has none of that name */
  baseline: SnapshotChoice.nullable(),
})
export type FindingList = z.infer<typeof FindingList>
