'use client'

import { useQuery } from '@tanstack/react-query'
import type { RunDetail } from '@/lib/domain/run'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** One run with all that its page shows, live. */
export function useRun(team: string, id: string, initialData?: RunDetail) {
  return useQuery({
    queryKey: queryKeys.run(team, id),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/runs/${id}`, 'run', { signal }),
    initialData,
    // What changed between the server's render and this moment was announced before we listened.
    refetchOnMount: 'always',
  })
}
