'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { FindingRow } from '@/lib/domain/finding-row'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** A finding as a run saw it, with what people made of it since. */
const RunFinding = FindingRow.extend({
  /** `back`: it had been fixed; null: it was known */
  news: z.enum(['new', 'back']).nullable(),
})
export type RunFinding = z.infer<typeof RunFinding>
const RunFindings = z.array(RunFinding)

/** What a run saw, in its order; live, as people judge meanwhile. */
export function useRunFindings(team: string, runId: string, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.runFindings(team, runId),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/runs/${runId}/findings`, RunFindings, { signal }),
    enabled,
    refetchOnMount: 'always',
  })
}
