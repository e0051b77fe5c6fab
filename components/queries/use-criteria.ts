'use client'

import { useQuery } from '@tanstack/react-query'
import type { CriteriaBoard } from '@/lib/domain/criterion'
import { fetchPart } from './fetch-part'
import { onMount } from './live-connection'
import { queryKeys } from './query-keys'

/** The success criteria of a team, live. */
export function useCriteria(team: string, initialData?: CriteriaBoard) {
  return useQuery({
    queryKey: queryKeys.criteria(team),
    queryFn: ({ signal }) => fetchPart(team, 'criteria', { part: 'criteria', signal }),
    initialData,
    refetchOnMount: onMount(team),
  })
}
