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
import {
  AttemptKind,
  CountedRuns,
  ReviewState,
  RunFacet,
  RunListFilter,
  RunOutcome,
  RunSort,
  RunTime,
} from '@/lib/domain/run-query'
import {
  AttemptOutcome,
  CacheMissReason,
  RunSource,
  RunStatus,
  TemplateReason,
  Tier,
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

/** An instant as `RunQuery` takes it. */
const parseAsInstant = createParser({
  parse: (text: string) => z.iso.datetime().safeParse(text).data ?? null,
  serialize: (instant: string) => instant,
})

const names = parseAsArrayOf(parseAsString).withDefault([])

const REASONS = [...TemplateReason.options, ...UnverifiedReason.options]

/** The page's state in its URL: the same words as the route's query. */
export const runFilterParsers = {
  workflow: listOf(WorkflowName.options),
  status: listOf(RunStatus.options),
  verdict: listOf(Verdict.options),
  source: listOf(RunSource.options),
  project: names,
  reason: listOf(REASONS),
  review: listOf(ReviewState.options),
  launch: parseAsString,
  since: parseAsDay,
  counted: parseAsStringLiteral(CountedRuns.options),
  from: parseAsInstant,
  until: parseAsInstant,
  time: parseAsStringLiteral(RunTime.options).withDefault('launched'),
  outcome: listOf(RunOutcome.options),
  member: names,
  prompt: names,
  attempts: parseAsStringLiteral(AttemptKind.options),
  stage: names,
  provider: names,
  model: names,
  tier: listOf(Tier.options),
  failure: listOf(AttemptOutcome.options),
  missReason: listOf(CacheMissReason.options),
  q: parseAsString,
  sort: parseAsStringLiteral(RunSort.options).withDefault('newest'),
}
export type RunFilterState = inferParserType<typeof runFilterParsers>

/** The filters of a request, for the server component. */
export const loadRunFilters = createLoader(runFilterParsers)

/** Filters as the verb and the route take them. */
export function toRunFilters(state: RunFilterState): RunFilters {
  const { launch, since, counted, from, until, attempts, q, ...rest } = state
  return {
    ...rest,
    launch: launch ?? undefined,
    since: since ?? undefined,
    counted: counted ?? undefined,
    from: from ?? undefined,
    until: until ?? undefined,
    attempts: attempts ?? undefined,
    q: q ?? undefined,
  }
}

/** How many choices narrow the list, a window of time being one; sorting does not. */
export function countChoices(state: RunFilterState): number {
  const lists = [...RunFacet.options, ...RunListFilter.options]
  const chosen = lists.reduce((sum, name) => sum + state[name].length, 0)
  const window = state.from ?? state.until
  const others = [state.launch, state.since, state.counted, window, state.attempts, state.q]
  return chosen + others.filter((value) => value !== null).length
}
