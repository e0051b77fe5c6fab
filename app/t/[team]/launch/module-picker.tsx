'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useMemo, useRef, useState } from 'react'
import { ModuleTree } from '@/components/code/module-tree'
import { useKeys } from '@/components/layout/use-keys'
import { QueryError } from '@/components/queries/fetch-json'
import { useChangedModules } from '@/components/queries/use-changes'
import { useFindingCounts } from '@/components/queries/use-findings'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { isRunnable } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'
import { ModuleMeta, ModuleMetaHead } from '../projects/[slug]/module-meta'
import { ChangedSince } from './changed-since'
import { filterModules, MODULE_FILTERS, type ModuleFilter } from './filter-modules'
import type { LaunchDraft } from './use-launch-draft'

const FILTER_WORD = {
  all: 'All',
  'never-run': 'Never run',
  failed: 'Failed',
  'no-tests': 'No tests',
  'low-coverage': 'Low coverage',
} satisfies Record<ModuleFilter, string>

/** Quick filters that say something here: one that fits no module is left out. */
function useFilters(targets: LaunchDraft['targets']) {
  return useMemo(
    () =>
      MODULE_FILTERS.map((value) => ({ value, count: filterModules(targets, value, '').length }))
        .filter(
          ({ value, count }) => count > 0 || value === 'all' || value === 'never-run' || value === 'failed',
        )
        .map(({ value, count }) => ({ value, label: `${FILTER_WORD[value]} ${count}` })),
    [targets],
  )
}

/** Which modules of the project. */
export function ModulePicker({ team, draft }: { team: string; draft: LaunchDraft }) {
  const { targets, selected, select, modulesQuery } = draft
  const [filter, setFilter] = useState<ModuleFilter>('all')
  const [search, setSearch] = useState('')
  const [since, setSince] = useState<{ slug: string | null; snapshotId: string } | null>(null)
  const sinceId = since?.slug === draft.slug ? (since?.snapshotId ?? null) : null
  const { data: findingCounts } = useFindingCounts(team, draft.slug)
  const changed = useChangedModules(team, draft.slug, sinceId)
  const filters = useFilters(targets)
  const box = useRef<HTMLInputElement>(null)
  useKeys({ key: '/', label: 'Search modules', run: () => box.current?.focus() })
  const byPath = useMemo(() => new Map(targets.map((module) => [module.path, module])), [targets])
  const shown = useMemo(() => {
    const fitting = filterModules(targets, filter, search)
    if (sinceId === null) return fitting
    const paths = new Set(changed.data)
    return fitting.filter(({ path }) => paths.has(path))
  }, [targets, filter, search, sinceId, changed.data])
  const paths = useMemo(() => shown.map(({ path }) => path), [shown])
  const runnable = useMemo(() => shown.filter(isRunnable).map(({ path }) => path), [shown])
  const withFolder = useCallback(
    (path: string) => {
      const module = byPath.get(path)
      return module !== undefined && isRunnable(module)
    },
    [byPath],
  )
  const tests = (modulesQuery.data?.length ?? 0) - targets.length
  const allShown = runnable.length > 0 && runnable.every((path) => selected.has(path))
  const toggleShown = () => {
    const next = new Set(selected)
    if (allShown) for (const path of paths) next.delete(path)
    else for (const path of runnable) next.add(path)
    select(next)
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-line-soft border-b p-2">
        <div className="relative min-w-44 flex-1">
          <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
          <Input
            ref={box}
            type="search"
            aria-label="Search modules"
            placeholder="Search modules"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-8"
          />
        </div>
        <Segmented
          label="Which modules"
          value={filter}
          options={filters}
          onValueChange={setFilter}
          className="max-w-full flex-wrap"
        />
        <ChangedSince
          team={team}
          project={draft.project}
          value={sinceId}
          onChange={(snapshotId) => setSince(snapshotId === null ? null : { slug: draft.slug, snapshotId })}
        />
        <Button variant="ghost" size="sm" disabled={runnable.length === 0} onClick={toggleShown}>
          {allShown ? 'Clear' : 'Select'} {runnable.length}
          <span className="sr-only">modules shown</span>
        </Button>
        {allShown || selected.size === 0 ? null : (
          <Button variant="ghost" size="sm" onClick={() => select(new Set())}>
            Clear {selected.size}
            <span className="sr-only">chosen modules</span>
          </Button>
        )}
      </div>
      {modulesQuery.error !== null && modulesQuery.data === undefined ? (
        <ErrorState
          text={modulesQuery.error.message}
          requestId={modulesQuery.error instanceof QueryError ? modulesQuery.error.requestId : null}
          onRetry={() => void modulesQuery.refetch()}
        />
      ) : modulesQuery.data === undefined ? (
        <Skeleton className="m-3 h-64" />
      ) : paths.length === 0 ? (
        <EmptyState title={targets.length === 0 ? 'This project has no Python module' : 'No module fits'}>
          {targets.length === 0 ? (
            <Link
              href={`/t/${team}/projects/${draft.slug}`}
              className="text-accent underline underline-offset-4"
            >
              See what was imported
            </Link>
          ) : (
            'Change the search, or show all modules.'
          )}
        </EmptyState>
      ) : (
        <>
          <ModuleMetaHead />
          <ModuleTree
            label="Modules to run"
            paths={paths}
            selected={selected}
            onSelectedChange={select}
            withFolder={withFolder}
            renderMeta={(path) => {
              const module = byPath.get(path)
              return module === undefined ? null : (
                <ModuleMeta module={module} findings={findingCounts?.[path]} />
              )
            }}
            className="max-h-[calc(100dvh-17rem)] min-h-40"
          />
        </>
      )}
      {tests === 0 ? null : (
        <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
          {formatPlural(tests, 'test file')} of the project {tests === 1 ? 'is' : 'are'} not listed.
        </p>
      )}
    </>
  )
}
