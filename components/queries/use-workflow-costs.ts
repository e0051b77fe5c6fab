'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { WorkflowCosts } from '@/lib/domain/workflow-cost'
import { fetchPart } from './fetch-part'
import { onMount } from './live-connection'
import { queryKeys } from './query-keys'
import { type ChartAsk, chartQueryString } from './use-chart'

/** What each workflow cost beside what was planned and estimated, live. */
export function useWorkflowCosts(team: string, ask: ChartAsk, initialData?: WorkflowCosts) {
  return useQuery({
    queryKey: queryKeys.workflowCosts(team, ask),
    queryFn: ({ signal }) =>
      fetchPart(team, 'workflowCosts', { part: 'workflow-costs', query: chartQueryString(ask), signal }),
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: onMount(team),
  })
}
