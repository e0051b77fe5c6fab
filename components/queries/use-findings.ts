'use client'

import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FindingList, FindingQuery } from '@/lib/domain/finding-query'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** What a person may filter and sort findings by; paging is the hook's. */
export type FindingFilters = Partial<Omit<FindingQuery, 'cursor' | 'limit'>>

/** The query string of a list of findings or of an export of them. */
export function findingsQueryString(
  filters: FindingFilters,
  more: Record<string, string | number | null | undefined> = {},
): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...filters, ...more })) {
    for (const part of [value].flat())
      if (part !== undefined && part !== null) params.append(key, String(part))
  }
  return params.toString()
}

/** Findings page by page, live: all pages on screen are fetched again, so rows change in place. */
export function useFindings(
  team: string,
  filters: FindingFilters,
  initialData?: InfiniteData<FindingList, string | null>,
) {
  return useInfiniteQuery({
    queryKey: queryKeys.findings(team, filters),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(
        `/api/t/${team}/findings?${findingsQueryString(filters, { cursor: pageParam })}`,
        'findings',
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
}

/** As many findings as one answer may hold, for a place that shows all of them: a run's, a module's. */
export function useAllFindings(team: string, filters: FindingFilters, enabled = true) {
  return useQuery({
    queryKey: queryKeys.findings(team, { ...filters, all: true }),
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/findings?${findingsQueryString(filters, { limit: 200 })}`, 'findings', {
        signal,
      }),
    enabled,
    refetchOnMount: 'always',
  })
}

/** How many findings wait in each module of a project, by path; live. No project: nothing is asked. */
export function useFindingCounts(team: string, project: string | null) {
  return useQuery({
    queryKey: queryKeys.findingCounts(team, project ?? ''),
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/projects/${project}/finding-counts`, 'findingCounts', { signal }),
    enabled: project !== null,
    refetchOnMount: 'always',
  })
}

/** One finding with all that is known of it. */
export function useFinding(team: string, id: string) {
  return useQuery({
    queryKey: queryKeys.finding(team, id),
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/findings/${encodeURIComponent(id)}`, 'finding', { signal }),
    // The code of the one before stays until this one is there: j and k must not flicker.
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
}
