'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import type { FindingFacet } from '@/lib/domain/finding-query'
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
  return { state, filters, toggle, clear, setState }
}
