'use client'

import { useSearchParams } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { FindingFacet } from '@/lib/domain/finding-query'
import { findUnknownChoices } from './find-unknown-choices'
import { findingFilterParsers, toFindingFilters } from './finding-filters'

const NOTHING_CHOSEN = {
  project: null,
  workflow: null,
  rule: null,
  severity: null,
  category: null,
  state: null,
  tool: null,
  reason: null,
  proven: null,
  seenIn: null,
  path: null,
  newSince: null,
  run: null,
  launch: null,
  q: null,
}

/** The page's filters, kept in its URL. */
export function useFindingFilters() {
  const [state, setState] = useQueryStates(findingFilterParsers, { history: 'replace' })
  const filters = useMemo(() => toFindingFilters(state), [state])
  /** Adds or removes one value of a facet. */
  const toggle = useCallback(
    (facet: FindingFacet, value: string) =>
      setState((old) => {
        const chosen: readonly string[] = old[facet]
        const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
        return { [facet]: next.length === 0 ? null : next }
      }),
    [setState],
  )
  const clear = useCallback(() => setState(NOTHING_CHOSEN), [setState])
  const given = useSearchParams()
  const unknown = useMemo(() => findUnknownChoices(new URLSearchParams(given)), [given])
  /** Takes the values out of the URL that no filter has. */
  const dropUnknown = useCallback(
    () =>
      setState((old) => ({
        ...Object.fromEntries(
          FindingFacet.options.map((facet) => [facet, old[facet].length === 0 ? null : old[facet]]),
        ),
        view: old.view === 'shown' ? null : old.view,
        sort: old.sort === 'severity' ? null : old.sort,
      })),
    [setState],
  )
  return { state, filters, toggle, clear, setState, unknown, dropUnknown }
}
