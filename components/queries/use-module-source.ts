'use client'

import { useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json'

/** Where a module is, in which state of its project: what is read from there never changes. */
export interface ModuleAddress {
  team: string
  project: string
  snapshotId: string
  path: string
}

const keyOf = (what: string, { team, project, snapshotId, path }: ModuleAddress) =>
  [what, team, project, snapshotId, path] as const

function urlOf(what: string, { team, project, snapshotId, path }: ModuleAddress): string {
  return `/api/t/${team}/projects/${project}/${what}?${new URLSearchParams({ path, snapshotId })}`
}

/** The text of a module. */
export function useModuleSource(address: ModuleAddress) {
  return useQuery({
    queryKey: keyOf('source', address),
    queryFn: ({ signal }) => fetchJson(urlOf('source', address), 'source', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Functions, methods and classes of a module. */
export function useSymbols(address: ModuleAddress) {
  return useQuery({
    queryKey: keyOf('symbols', address),
    queryFn: ({ signal }) => fetchJson(urlOf('symbols', address), 'symbols', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
