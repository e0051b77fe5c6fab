'use client'

import { useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** The stored states of a project, newest first. No project: nothing is asked. */
export function useSnapshots(team: string, project: string | null) {
  return useQuery({
    queryKey: queryKeys.snapshots(team, project ?? ''),
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/projects/${project}/snapshots`, 'snapshots', { signal }),
    enabled: project !== null,
  })
}
