import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import type { FindingFilters } from '@/components/queries/use-findings'
import { FindingCategory, FindingSeverity, FindingTool } from '@/lib/domain/finding'
import { FindingFacet, FindingSort, FindingView, SeenIn } from '@/lib/domain/finding-query'
import { DismissReason, FindingState } from '@/lib/domain/finding-row'
import { WorkflowName } from '@/lib/domain/words'

const listOf = <const Word extends string>(words: readonly Word[]) =>
  parseAsArrayOf(parseAsStringLiteral(words)).withDefault([])
const texts = parseAsArrayOf(parseAsString).withDefault([])

/** The page's state in its URL: the same words as the route's query. */
export const findingFilterParsers = {
  view: parseAsStringLiteral(FindingView.options).withDefault('shown'),
  project: texts,
  workflow: listOf(WorkflowName.options),
  rule: texts,
  severity: listOf(FindingSeverity.options),
  category: listOf(FindingCategory.options),
  state: listOf(FindingState.options),
  tool: listOf(FindingTool.options),
  reason: listOf(DismissReason.options),
  proven: listOf(['yes', 'no']),
  seenIn: listOf(SeenIn.options),
  path: parseAsString,
  newSince: parseAsString,
  run: parseAsString,
  launch: parseAsString,
  q: parseAsString,
  sort: parseAsStringLiteral(FindingSort.options).withDefault('severity'),
}
export type FindingFilterState = inferParserType<typeof findingFilterParsers>

/** The filters of a request, for the server component. */
export const loadFindingFilters = createLoader(findingFilterParsers)

/** Filters as the verb and the route take them. */
export function toFindingFilters(state: FindingFilterState): FindingFilters {
  const { path, newSince, run, launch, q, ...rest } = state
  return {
    ...rest,
    path: path ?? undefined,
    newSince: newSince ?? undefined,
    run: run ?? undefined,
    launch: launch ?? undefined,
    q: q ?? undefined,
  }
}

/** How many choices narrow the list; neither the view nor sorting does. */
export function countFindingChoices(state: FindingFilterState): number {
  const facets = FindingFacet.options.reduce((sum, facet) => sum + state[facet].length, 0)
  const others = [state.path, state.newSince, state.run, state.launch, state.q]
  return facets + others.filter((value) => value !== null).length
}
