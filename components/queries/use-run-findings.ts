'use client'

import { useQuery } from '@tanstack/react-query'
import type { Answer } from './answers'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** A finding as a run saw it, with what people made of it since. */
export type RunFinding = Answer<'runFindings'>[number]

/** What a run saw, in its order; live, as people judge meanwhile. */
export function useRunFindings(team: string, runId: string, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.runFindings(team, runId),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/runs/${runId}/findings`, 'runFindings', { signal }),
    enabled,
    refetchOnMount: 'always',
  })
}
