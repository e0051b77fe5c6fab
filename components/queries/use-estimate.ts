'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LaunchRequest } from '@/lib/domain/launch'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'
import { useSettled } from './use-settled'

/** Long enough to gather a few clicks in the tree. */
const PAUSE_MS = 200

/** What a launch would cost and take. Follows the form with a short pause; null asks nothing. */
export function useEstimate(team: string, request: LaunchRequest | null) {
  const settled = useSettled(request, PAUSE_MS)
  return useQuery({
    queryKey: queryKeys.estimate(team, settled),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/estimate`, 'estimate', { signal, body: settled }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
}
