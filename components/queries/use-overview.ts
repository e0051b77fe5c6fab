'use client'

import { useQuery } from '@tanstack/react-query'
import type { Overview } from '@/lib/domain/overview'
import { fetchPart } from './fetch-part'
import { onMount } from './live-connection'
import { queryKeys } from './query-keys'

/** What the overview shows of a team, live; `pollMs` also asks again and again, for what no event announces. */
export function useOverview(team: string, initialData?: Overview, pollMs?: number) {
  return useQuery({
    queryKey: queryKeys.overview(team),
    queryFn: ({ signal }) => fetchPart(team, 'overview', { part: 'overview', signal }),
    initialData,
    refetchOnMount: onMount(team),
    refetchInterval: pollMs ?? false,
  })
}
