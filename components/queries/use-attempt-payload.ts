'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

const AttemptPayload = z.object({ prompt: z.unknown(), answer: z.string().nullable() })
export type AttemptPayload = z.infer<typeof AttemptPayload>

/** Prompt and answer of one attempt: fetched when someone looks, kept because they never change. */
export function useAttemptPayload(team: string, attemptId: string | null) {
  return useQuery({
    queryKey: queryKeys.attemptPayload(team, attemptId ?? ''),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/attempts/${attemptId}`, AttemptPayload, { signal }),
    enabled: attemptId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
