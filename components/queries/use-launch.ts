'use client'

import { useQuery } from '@tanstack/react-query'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** One launch with all its runs, live. */
export function useLaunch(team: string, id: string, initialData?: LaunchDetail) {
  return useQuery({
    queryKey: queryKeys.launch(team, id),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/launches/${id}`, 'launch', { signal }),
    initialData,
    refetchOnMount: 'always',
  })
}
