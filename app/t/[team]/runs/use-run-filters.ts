'use client'

import { useSearchParams } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { RunFacet, RunListFilter } from '@/lib/domain/run-query'
import { findUnknownValues } from './find-unknown-values'
import type { RunSearch } from './parse-run-search'
import { type RunFilterState, runFilterParsers, toRunFilters } from './run-filters'

/** Everything but the order taken off. */
const NOTHING_CHOSEN = {
  ...Object.fromEntries([...RunFacet.options, ...RunListFilter.options].map((name) => [name, null])),
  ...{
    launch: null,
    since: null,
    counted: null,
    from: null,
    until: null,
    time: null,
    attempts: null,
    q: null,
  },
}

/** The page's filters, kept in its URL. */
export function useRunFilters() {
  const [state, setState] = useQueryStates(runFilterParsers, { history: 'replace' })
  const filters = useMemo(() => toRunFilters(state), [state])

  /** Adds or removes one value of a facet. */
  const toggle = useCallback(
    (facet: RunFacet | RunListFilter, value: string) =>
      setState((old) => {
        const chosen: readonly string[] = old[facet]
        const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
        return { [facet]: next.length === 0 ? null : next }
      }),
    [setState],
  )
  /** Takes over what was typed: facets join those chosen, the rest is the text. */
  const search = useCallback(
    ({ choices, q }: RunSearch) =>
      setState((old) => {
        const patch: Partial<RunFilterState> = { q }
        for (const [facet, values] of Object.entries(choices)) {
          const known = old[facet as RunFacet]
          Object.assign(patch, { [facet]: [...new Set<string>([...known, ...values])] })
        }
        return patch
      }),
    [setState],
  )
  const clear = useCallback(() => setState(NOTHING_CHOSEN), [setState])
  const given = useSearchParams()
  const unknown = useMemo(() => findUnknownValues(new URLSearchParams(given)), [given])
  /** Takes the values out of the URL that no filter has. */
  const dropUnknown = useCallback(
    () =>
      setState((old) => {
        const known = (name: RunFacet | RunListFilter) => (old[name].length === 0 ? null : old[name])
        const names = [...RunFacet.options, ...RunListFilter.options]
        const lists = Object.fromEntries(names.map((name) => [name, known(name)]))
        const { sort, time, since, counted, from, until, attempts } = old
        return {
          ...{ ...lists, since, counted, from, until, attempts },
          sort: sort === 'newest' ? null : sort,
          time: time === 'launched' ? null : time,
        }
      }),
    [setState],
  )
  return { state, filters, toggle, search, clear, setState, unknown, dropUnknown }
}
