import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { z } from 'zod'
import type { RunFilters } from '@/components/queries/use-runs'
import { CountedRuns, ReviewState, RunFacet, RunSort } from '@/lib/domain/run-query'
import {
  RunSource,
  RunStatus,
  TemplateReason,
  UnverifiedReason,
  Verdict,
  WorkflowName,
} from '@/lib/domain/words'

const listOf = <const Word extends string>(words: readonly Word[]) =>
  parseAsArrayOf(parseAsStringLiteral(words)).withDefault([])

/** A UTC day as `RunQuery` takes it. */
const parseAsDay = createParser({
  parse: (text: string) => z.iso.date().safeParse(text).data ?? null,
  serialize: (day: string) => day,
})

const REASONS = [...TemplateReason.options, ...UnverifiedReason.options]

/** The page's state in its URL: the same words as the route's query. */
export const runFilterParsers = {
  workflow: listOf(WorkflowName.options),
  status: listOf(RunStatus.options),
  verdict: listOf(Verdict.options),
  source: listOf(RunSource.options),
  project: parseAsArrayOf(parseAsString).withDefault([]),
  reason: listOf(REASONS),
  review: listOf(ReviewState.options),
  launch: parseAsString,
  since: parseAsDay,
  counted: parseAsStringLiteral(CountedRuns.options),
  q: parseAsString,
  sort: parseAsStringLiteral(RunSort.options).withDefault('newest'),
}
export type RunFilterState = inferParserType<typeof runFilterParsers>

/** The filters of a request, for the server component. */
export const loadRunFilters = createLoader(runFilterParsers)

/** Filters as the verb and the route take them. */
export function toRunFilters(state: RunFilterState): RunFilters {
  const { launch, since, counted, q, ...rest } = state
  return {
    ...rest,
    launch: launch ?? undefined,
    since: since ?? undefined,
    counted: counted ?? undefined,
    q: q ?? undefined,
  }
}

/** How many choices narrow the list; sorting does not. */
export function countChoices(state: RunFilterState): number {
  const facets = RunFacet.options.reduce((sum, facet) => sum + state[facet].length, 0)
  const others = [state.launch, state.since, state.counted, state.q]
  return facets + others.filter((value) => value !== null).length
}
