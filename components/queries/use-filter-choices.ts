'use client'

import { useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

const STALE_MS = 300_000

/** What charts can be filtered by; asked for once, for names change seldom. */
export function useFilterChoices(team: string) {
  return useQuery({
    queryKey: queryKeys.filterChoices(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/filter-choices`, 'filterChoices', { signal }),
    staleTime: STALE_MS,
  })
}
