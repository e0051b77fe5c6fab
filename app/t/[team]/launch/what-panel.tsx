'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useMemo, useRef, useState } from 'react'
import { ModuleTree } from '@/components/code/module-tree'
import { useKeys } from '@/components/layout/use-keys'
import { QueryError } from '@/components/queries/fetch-json'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { isRunnable } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { ModuleMeta, ModuleMetaHead } from '../projects/[slug]/module-meta'
import { filterModules, MODULE_FILTERS, type ModuleFilter } from './filter-modules'
import type { LaunchDraft } from './use-launch-draft'
import { WaitingProjects } from './waiting-projects'

type WhatPanelProps = {
  team: string
  projects: readonly ProjectRow[]
  /** those whose files have not come: named, not offered */
  waiting: readonly ProjectRow[]
  draft: LaunchDraft
  className?: string
}

const FILTER_WORD = { all: 'All', 'never-run': 'Never run', failed: 'Failed' } satisfies Record<
  ModuleFilter,
  string
>

/** First question: which modules of which project. */
export function WhatPanel({ team, projects, waiting, draft, className }: WhatPanelProps) {
  const { targets, selected, select, modulesQuery } = draft
  const [filter, setFilter] = useState<ModuleFilter>('all')
  const [search, setSearch] = useState('')
  const box = useRef<HTMLInputElement>(null)
  useKeys({ key: '/', label: 'Search modules', run: () => box.current?.focus() })
  const byPath = useMemo(() => new Map(targets.map((module) => [module.path, module])), [targets])
  const shown = useMemo(() => filterModules(targets, filter, search), [targets, filter, search])
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
    <Panel
      title="What"
      note={`${selected.size} of ${formatCount(targets.length)} chosen`}
      className={cn('@container', className)}
      actions={
        <>
          <Button variant="ghost" size="sm" disabled={runnable.length === 0} onClick={toggleShown}>
            {allShown ? 'Clear' : 'Select'} {runnable.length}
            <span className="sr-only">modules shown</span>
          </Button>
          <Select
            aria-label="Project"
            className="h-7 w-48 max-sm:w-36"
            value={draft.slug ?? undefined}
            options={projects.map((project) => ({ value: project.slug, label: project.name }))}
            onValueChange={draft.chooseProject}
          />
        </>
      }
    >
      {waiting.length === 0 ? null : (
        <div className="border-line-soft border-b px-3.5 py-2 text-dim text-xs">
          <WaitingProjects team={team} projects={waiting} />
        </div>
      )}
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
          options={MODULE_FILTERS.map((value) => ({
            value,
            label: `${FILTER_WORD[value]} ${filterModules(targets, value, '').length}`,
          }))}
          onValueChange={setFilter}
        />
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
              return module === undefined ? null : <ModuleMeta module={module} />
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
    </Panel>
  )
}
