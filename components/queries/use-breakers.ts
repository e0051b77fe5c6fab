'use client'

import { useQuery } from '@tanstack/react-query'
import type { BreakerRow } from '@/lib/domain/breaker'
import { fetchPart } from './fetch-part'
import { onMount } from './live-connection'
import { nextStep } from './next-step'
import { queryKeys } from './query-keys'

/** A breaker that closes again is announced by no event. */
const ASK_AGAIN_MS = 15_000

/** The models that are left alone after failing, live. */
export function useBreakers(team: string, initialData?: BreakerRow[]) {
  return useQuery({
    queryKey: queryKeys.breakers(team),
    queryFn: ({ signal }) => fetchPart(team, 'breakers', { part: 'breakers', signal }),
    initialData,
    refetchOnMount: onMount(team),
    refetchInterval: () => nextStep(ASK_AGAIN_MS),
  })
}
