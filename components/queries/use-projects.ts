'use client'

import { useQuery } from '@tanstack/react-query'
import type { ProjectRow } from '@/lib/domain/project-row'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** The team's projects by name, live: those in use, or the archived ones. */
export function useProjects(team: string, which: 'in-use' | 'archived', initialData?: ProjectRow[]) {
  const archived = which === 'archived'
  return useQuery({
    queryKey: [...queryKeys.projects(team), which],
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/projects${archived ? '?archived=1' : ''}`, 'projects', { signal }),
    initialData,
    refetchOnMount: 'always',
  })
}
