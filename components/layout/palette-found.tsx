'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { FileCode2, ListChecks, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useDeferredValue } from 'react'
import { z } from 'zod'
import { fetchJson } from '@/components/queries/fetch-json'
import { queryKeys } from '@/components/queries/query-keys'
import { RunPill } from '@/components/ui/status-pill'
import { ModuleRow, ProjectRow } from '@/lib/domain/module'
import { RunList } from '@/lib/domain/run-list'
import { PaletteItem } from './palette-item'

const MAX_ROWS = 6
/** Modules are searched in the newest projects only: each costs one request. */
const MAX_PROJECTS = 3

type PaletteFoundProps = { teamSlug: string; search: string; close: () => void }

/** Runs and modules whose path contains the search. */
export function PaletteFound({ teamSlug, search, close }: PaletteFoundProps) {
  const router = useRouter()
  const text = useDeferredValue(search.trim())
  const enabled = text !== ''
  const api = `/api/t/${teamSlug}`
  const runs = useQuery({
    queryKey: queryKeys.runs(teamSlug, { palette: text }),
    queryFn: ({ signal }) =>
      fetchJson(`${api}/runs?limit=${MAX_ROWS}&q=${encodeURIComponent(text)}`, RunList, { signal }),
    enabled,
  })
  const modules = useQuery({
    queryKey: [...queryKeys.everyProjectModules(teamSlug), 'palette'],
    queryFn: ({ signal }) => fetchNewestModules(api, signal),
    enabled,
  })
  if (!enabled) return null
  const needle = text.toLowerCase()
  const found = (modules.data ?? [])
    .filter(({ path }) => path.toLowerCase().includes(needle))
    .slice(0, MAX_ROWS)
  const go = (href: string) => () => {
    close()
    router.push(href)
  }
  return (
    <>
      {found.length > 0 ? (
        <Command.Group forceMount heading="Modules">
          {found.map(({ projectSlug, projectName, path }) => (
            <PaletteItem
              found
              key={`${projectSlug} ${path}`}
              value={`module ${projectSlug} ${path}`}
              icon={FileCode2}
              onSelect={go(`/t/${teamSlug}/projects/${projectSlug}?path=${encodeURIComponent(path)}`)}
              aside={<span className="text-dim text-xs">{projectName}</span>}
            >
              <span className="font-mono text-xs">{path}</span>
            </PaletteItem>
          ))}
        </Command.Group>
      ) : null}
      {runs.data && runs.data.rows.length > 0 ? (
        <Command.Group forceMount heading="Runs">
          {runs.data.rows.map((run) => (
            <PaletteItem
              found
              key={run.id}
              value={`run ${run.id} ${run.targetPath}`}
              icon={ListChecks}
              onSelect={go(`/t/${teamSlug}/runs/${run.id}`)}
              aside={<RunPill status={run.status} verdict={run.verdict} />}
            >
              <span className="font-mono text-xs">{run.targetPath}</span>
            </PaletteItem>
          ))}
        </Command.Group>
      ) : null}
      <Command.Group forceMount heading="Search">
        <PaletteItem
          found
          value="search all runs"
          icon={Search}
          onSelect={go(`/t/${teamSlug}/runs?q=${encodeURIComponent(text)}`)}
        >
          All runs with “{text}”
        </PaletteItem>
      </Command.Group>
    </>
  )
}

type FoundModule = { projectSlug: string; projectName: string; path: string }

async function fetchNewestModules(api: string, signal: AbortSignal): Promise<FoundModule[]> {
  const projects = await fetchJson(`${api}/projects`, z.array(ProjectRow), { signal })
  const perProject = await Promise.all(
    newestFirst(projects)
      .slice(0, MAX_PROJECTS)
      .map(async ({ slug, name }) => {
        const rows = await fetchJson(`${api}/projects/${slug}/modules`, z.array(ModuleRow), { signal })
        return rows.map(({ path }) => ({ projectSlug: slug, projectName: name, path }))
      }),
  )
  return perProject.flat()
}

const importedAt = ({ snapshot, createdAt }: ProjectRow) => Date.parse(snapshot?.createdAt ?? createdAt)

function newestFirst(projects: readonly ProjectRow[]): ProjectRow[] {
  return projects.toSorted((one, other) => importedAt(other) - importedAt(one))
}
