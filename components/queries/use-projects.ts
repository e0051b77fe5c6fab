'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ProjectRow } from '@/lib/domain/module'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

const Projects = z.array(ProjectRow)

/** The team's projects, newest first, live. */
export function useProjects(team: string, initialData?: ProjectRow[]) {
  return useQuery({
    queryKey: queryKeys.projects(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/projects`, Projects, { signal }),
    initialData,
    refetchOnMount: 'always',
  })
}
