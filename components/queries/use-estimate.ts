'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { LaunchEstimate, type LaunchRequest } from '@/lib/domain/launch'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** Long enough to gather a few clicks in the tree. */
const PAUSE_MS = 200

/** What a launch would cost and take. Follows the form with a short pause; null asks nothing. */
export function useEstimate(team: string, request: LaunchRequest | null) {
  const settled = useSettled(request, PAUSE_MS)
  return useQuery({
    queryKey: queryKeys.estimate(team, settled),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/estimate`, LaunchEstimate, { signal, body: settled }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
}

/** The value once it has not changed for a while; compared as JSON, since forms make new objects at every render. */
function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [text, pauseMs])
  return settled
}
