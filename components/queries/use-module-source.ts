'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { SymbolRow } from '@/lib/domain/symbol'
import { fetchJson } from './fetch-json'

const Source = z.object({ path: z.string(), snapshotId: z.string(), source: z.string() })
const Symbols = z.array(SymbolRow)

/** Where a module is, in which state of its project: what is read from there never changes. */
export interface ModuleAddress {
  team: string
  project: string
  snapshotId: string
  path: string
}

const keyOf = (what: string, { team, project, snapshotId, path }: ModuleAddress) =>
  [what, team, project, snapshotId, path] as const

const urlOf = (what: string, { team, project, path }: ModuleAddress) =>
  `/api/t/${team}/projects/${project}/${what}?path=${encodeURIComponent(path)}`

/** The text of a module. */
export function useModuleSource(address: ModuleAddress) {
  return useQuery({
    queryKey: keyOf('source', address),
    queryFn: ({ signal }) => {
      const url = `${urlOf('source', address)}&snapshotId=${encodeURIComponent(address.snapshotId)}`
      return fetchJson(url, Source, { signal })
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Functions, methods and classes of a module. */
export function useSymbols(address: ModuleAddress) {
  return useQuery({
    queryKey: keyOf('symbols', address),
    queryFn: ({ signal }) => fetchJson(urlOf('symbols', address), Symbols, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
