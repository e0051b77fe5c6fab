'use client'

import { useQuery } from '@tanstack/react-query'
import type { CriteriaBoard } from '@/lib/domain/criterion'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** The success criteria of a team, live. */
export function useCriteria(team: string, initialData?: CriteriaBoard) {
  return useQuery({
    queryKey: queryKeys.criteria(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/criteria`, 'criteria', { signal }),
    initialData,
    refetchOnMount: 'always',
  })
}
