'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ChartAnnotation, ChartData, ChartId } from '@/lib/domain/chart'
import { fetchPart } from './fetch-part'
import { onMount } from './live-connection'
import { nextStep } from './next-step'
import { queryKeys } from './query-keys'

/** What a chart is asked: words and lists of `ChartQuery`, as the page's URL has them. */
export type ChartAsk = Record<string, string | boolean | readonly string[] | null | undefined>

/** A range that ends now moves on although nothing happens. */
const MOVES_ON_MS = 60_000

/** The query string of what a chart is asked. */
export function chartQueryString(ask: ChartAsk): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) {
    for (const part of [value].flat()) {
      if (part !== undefined && part !== null && part !== false) params.append(name, String(part))
    }
  }
  return params.toString()
}

/** One chart, live: what was shown stays until the new answer is there, so nothing flashes. */
export function useChart(
  team: string,
  id: ChartId,
  { group, ...ask }: ChartAsk & { group: string | null },
  initialData?: ChartData,
) {
  const part = group === null ? id : `${id}:${group}`
  return useQuery({
    queryKey: queryKeys.chart(team, id, { ...ask, group }),
    queryFn: ({ signal }) => fetchPart(team, 'chart', { part, query: chartQueryString(ask), signal }),
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: onMount(team),
    refetchInterval: () => nextStep(MOVES_ON_MS),
  })
}

/** What happened in the range of the charts, live. */
export function useAnnotations(team: string, ask: ChartAsk, initialData?: ChartAnnotation[]) {
  return useQuery({
    queryKey: queryKeys.annotations(team, ask),
    queryFn: ({ signal }) =>
      fetchPart(team, 'annotations', { part: 'annotations', query: chartQueryString(ask), signal }),
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: onMount(team),
    refetchInterval: () => nextStep(MOVES_ON_MS),
  })
}
