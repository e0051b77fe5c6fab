'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { SnapshotChoice } from '@/lib/domain/snapshot-choice'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

const Snapshots = z.array(SnapshotChoice)

/** The stored states of a project, newest first. No project: nothing is asked. */
export function useSnapshots(team: string, project: string | null) {
  return useQuery({
    queryKey: queryKeys.snapshots(team, project ?? ''),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/projects/${project}/snapshots`, Snapshots, { signal }),
    enabled: project !== null,
  })
}
