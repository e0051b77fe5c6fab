'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'
import { useSettled } from './use-settled'

/** Long enough for the next letter of someone who types fast. */
const PAUSE_MS = 120

/** What the team has by a text, asked when the typing pauses; what was found before stays meanwhile. */
export function useSearch(team: string, text: string) {
  const settled = useSettled(text, PAUSE_MS)
  const query = useQuery({
    queryKey: queryKeys.search(team, settled),
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/search?q=${encodeURIComponent(settled)}`, 'search', { signal }),
    placeholderData: keepPreviousData,
  })
  // Without network the query waits for it and would say that it searches.
  const offline = query.fetchStatus === 'paused'
  const waiting = query.isPending || query.isPlaceholderData || settled !== text
  return {
    data: query.data,
    error: query.error,
    searching: waiting && query.error === null && !offline,
    offline,
  }
}
