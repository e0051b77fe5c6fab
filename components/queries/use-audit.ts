'use client'

import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { AuditFilter, AuditList } from '@/lib/domain/audit'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** One page of the audit log, outside any cache. */
export function fetchAudit(
  team: string,
  filter: AuditFilter,
  { signal, ...paging }: { cursor?: string | null; limit?: number; signal?: AbortSignal } = {},
): Promise<AuditList> {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...filter, ...paging })) {
    for (const part of [value].flat())
      if (part !== undefined && part !== null) params.append(key, String(part))
  }
  return fetchJson(`/api/t/${team}/audit?${params}`, 'audit', { signal })
}

/** The audit log page by page, fresh whenever an event of the team comes. */
export function useAudit(
  team: string,
  filter: AuditFilter,
  initialData?: InfiniteData<AuditList, string | null>,
) {
  return useInfiniteQuery({
    queryKey: queryKeys.audit(team, filter),
    queryFn: ({ pageParam, signal }) => fetchAudit(team, filter, { cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
}
