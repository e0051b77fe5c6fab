'use client'

import { useQuery } from '@tanstack/react-query'
import type { Answer } from './answers'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

export type AttemptPayload = Answer<'attemptPayload'>

/** Prompt and answer of one attempt: fetched when someone looks, kept because they never change. */
export function useAttemptPayload(team: string, attemptId: string | null) {
  return useQuery({
    queryKey: queryKeys.attemptPayload(team, attemptId ?? ''),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/attempts/${attemptId}`, 'attemptPayload', { signal }),
    enabled: attemptId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
