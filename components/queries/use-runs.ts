'use client'

import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { RunList } from '@/lib/domain/run-list'
import type { RunQuery } from '@/lib/domain/run-query'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** What a person may filter and sort by; paging is the hook's. */
export type RunFilters = Omit<RunQuery, 'cursor' | 'limit'>

/** The query string of a list of runs, with only what differs from the default. */
export function runsQueryString(
  filters: RunFilters,
  paging: { cursor?: string | null; limit?: number } = {},
): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...filters, ...paging })) {
    for (const part of [value].flat())
      if (part !== undefined && part !== null) params.append(key, String(part))
  }
  return params.toString()
}

/** One page of runs, outside any cache. */
export function fetchRuns(
  team: string,
  filters: RunFilters,
  paging: { cursor?: string | null; limit?: number; signal?: AbortSignal } = {},
): Promise<RunList> {
  const { signal, ...rest } = paging
  return fetchJson(`/api/t/${team}/runs?${runsQueryString(filters, rest)}`, 'runs', { signal })
}

/** Runs page by page, live: all pages on screen are fetched again, so rows change in place. */
export function useRuns(
  team: string,
  filters: RunFilters,
  initialData?: InfiniteData<RunList, string | null>,
) {
  return useInfiniteQuery({
    queryKey: queryKeys.runs(team, filters),
    queryFn: ({ pageParam, signal }) => fetchRuns(team, filters, { cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
}
