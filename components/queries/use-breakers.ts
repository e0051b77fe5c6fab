'use client'

import { useQuery } from '@tanstack/react-query'
import type { BreakerRow } from '@/lib/domain/breaker'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** A breaker that closes again is announced by no event. */
const ASK_AGAIN_MS = 15_000

/** The models that are left alone after failing, live. */
export function useBreakers(team: string, initialData?: BreakerRow[]) {
  return useQuery({
    queryKey: queryKeys.breakers(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/breakers`, 'breakers', { signal }),
    initialData,
    refetchOnMount: 'always',
    refetchInterval: ASK_AGAIN_MS,
  })
}
