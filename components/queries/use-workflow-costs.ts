'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { WorkflowCosts } from '@/lib/domain/workflow-cost'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'
import { type ChartAsk, chartQueryString } from './use-chart'

/** What each workflow cost beside what was planned and estimated, live. */
export function useWorkflowCosts(team: string, ask: ChartAsk, initialData?: WorkflowCosts) {
  return useQuery({
    queryKey: queryKeys.workflowCosts(team, ask),
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/workflow-costs?${chartQueryString(ask)}`, 'workflowCosts', { signal }),
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
}
