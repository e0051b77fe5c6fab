'use client'

import { useQuery } from '@tanstack/react-query'
import type { ChangesRequest } from '@/lib/domain/launch'
import { fetchJson } from './fetch-json'
import { useSettled } from './use-settled'

/** Long enough to type a branch's name. */
const PAUSE_MS = 500
/** Branches move while a page is open. */
const REFS_FRESH_MS = 60_000

/** What changes would be about, a moment after the form has settled; null asks nothing. What failed is not asked again by itself. */
export function useChangesPreview(team: string, request: ChangesRequest | null) {
  const settled = useSettled(request, PAUSE_MS)
  const query = useQuery({
    queryKey: ['changes', team, settled],
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/changes`, 'diffSummary', { signal, body: settled }),
    enabled: settled !== null,
    retry: false,
    staleTime: REFS_FRESH_MS,
    refetchOnWindowFocus: false,
  })
  const isSettled = JSON.stringify(settled) === JSON.stringify(request)
  return { ...query, isSettled }
}

/** Branches, tags, pull requests and newest commits of a project. */
export function useGitRefs(team: string, project: string | null, enabled: boolean) {
  return useQuery({
    queryKey: ['refs', team, project],
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/projects/${project}/refs`, 'refs', { signal }),
    enabled: enabled && project !== null,
    retry: false,
    staleTime: REFS_FRESH_MS,
    refetchOnWindowFocus: false,
  })
}

/** Paths of modules that are not what they were in an earlier state; null asks nothing. */
export function useChangedModules(team: string, project: string | null, since: string | null) {
  const query = new URLSearchParams({ since: since ?? '' })
  return useQuery({
    queryKey: ['t', team, 'modules', project ?? '', 'changed', since],
    queryFn: ({ signal }) =>
      fetchJson(`/api/t/${team}/projects/${project}/changed?${query}`, 'changedModules', { signal }),
    enabled: project !== null && since !== null,
  })
}

/** The changes of a run with both texts; they never change. */
export function useRunDiff(team: string, run: string) {
  return useQuery({
    queryKey: ['run-diff', team, run],
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/runs/${run}/diff`, 'runDiff', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
