'use client'

import { useQuery } from '@tanstack/react-query'
import type { ProjectRow } from '@/lib/domain/project-row'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** One project by its slug, live: also how far its import is. */
export function useProject(team: string, slug: string, initialData: ProjectRow) {
  return useQuery({
    queryKey: queryKeys.project(team, slug),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/projects/${slug}`, 'project', { signal }),
    initialData,
    refetchOnMount: 'always',
  })
}
