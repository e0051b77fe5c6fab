'use client'

import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { AuditFilter, AuditList } from '@/lib/domain/audit'
import { auditParams } from './audit-params'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** The audit log page by page, fresh whenever an event of the team comes. */
export function useAudit(
  team: string,
  filter: AuditFilter,
  initialData?: InfiniteData<AuditList, string | null>,
) {
  return useInfiniteQuery({
    queryKey: queryKeys.audit(team, filter),
    queryFn: ({ pageParam, signal }): Promise<AuditList> =>
      fetchJson(`/api/t/${team}/audit?${auditParams(filter, { cursor: pageParam })}`, 'audit', { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
}
