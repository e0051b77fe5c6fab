'use client'

import { useQuery } from '@tanstack/react-query'
import type { ModuleRow } from '@/lib/domain/module'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** The modules of a project's newest snapshot with their last runs, live. No project: nothing is asked. */
export function useModules(team: string, project: string | null, initialData?: ModuleRow[]) {
  return useQuery({
    queryKey: queryKeys.modules(team, project ?? ''),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/projects/${project}/modules`, 'modules', { signal }),
    enabled: project !== null,
    initialData,
    refetchOnMount: 'always',
  })
}
