'use client'

import { Search } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useCallback, useMemo, useRef } from 'react'
import { ModuleTree } from '@/components/code/module-tree'
import { useKeys } from '@/components/layout/use-keys'
import { useFindingCounts } from '@/components/queries/use-findings'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { Segmented } from '@/components/ui/segmented'
import { isRunnable, type ModuleRow } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import { filterModules, parseShow } from './filter-modules'
import { ModuleDetail } from './module-detail'
import { ModuleMeta, ModuleMetaHead } from './module-meta'

type ModuleBrowserProps = {
  teamSlug: string
  project: ProjectRow
  modules: readonly ModuleRow[]
  selected: ReadonlySet<string>
  onSelectedChange: (selected: ReadonlySet<string>) => void
}

/** The modules as a tree with their figures; one of them can be opened beside it. */
export function ModuleBrowser({
  teamSlug,
  project,
  modules,
  selected,
  onSelectedChange,
}: ModuleBrowserProps) {
  const [search, setSearch] = useQueryState('q', { defaultValue: '' })
  const [show, setShow] = useQueryState('show', parseShow)
  const [openPath, setOpenPath] = useQueryState('path', parseAsString.withOptions({ history: 'push' }))
  const input = useRef<HTMLInputElement>(null)
  const byPath = useMemo(() => new Map(modules.map((module) => [module.path, module])), [modules])
  const paths = useMemo(
    () => filterModules(modules, show, search).map(({ path }) => path),
    [modules, show, search],
  )
  const withFolder = useCallback(
    (path: string) => {
      const module = byPath.get(path)
      return module !== undefined && !module.isTest && isRunnable(module)
    },
    [byPath],
  )
  const { data: findingCounts } = useFindingCounts(teamSlug, project.slug)
  const open = openPath === null ? undefined : byPath.get(openPath)
  const close = useCallback(() => void setOpenPath(null), [setOpenPath])
  useKeys([
    { key: '/', label: 'Search modules', run: () => input.current?.focus() },
    ...(open === undefined ? [] : [{ key: 'Escape', label: 'Close the module', run: close }]),
  ])
  const count = (which: 'all' | 'never-run' | 'errors') => filterModules(modules, which, '').length
  const options = [
    { value: 'all', label: `All ${count('all')}` },
    { value: 'never-run', label: `Never run ${count('never-run')}` },
    { value: 'errors', label: `Unreadable ${count('errors')}` },
  ] as const
  return (
    <div className={cn('grid items-start gap-3', open && 'lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]')}>
      <Panel aria-label="Modules" className={cn('@container', open && 'max-lg:hidden')}>
        <div className="flex flex-wrap items-center gap-2 border-line-soft border-b p-2">
          <div className="relative min-w-44 flex-1">
            <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
            <Input
              ref={input}
              type="search"
              aria-label="Search modules"
              placeholder="Search modules"
              value={search}
              onChange={(event) => void setSearch(event.target.value)}
              className="pl-8"
            />
          </div>
          <Segmented
            label="Which modules"
            value={show}
            options={options}
            onValueChange={(next) => void setShow(next)}
          />
        </div>
        {paths.length === 0 ? (
          <EmptyState title="No module fits">Change the search, or show all modules.</EmptyState>
        ) : (
          <>
            <ModuleMetaHead />
            <ModuleTree
              label="Modules"
              paths={paths}
              selected={selected}
              onSelectedChange={onSelectedChange}
              withFolder={withFolder}
              onOpen={(path) => void setOpenPath(path)}
              openPath={openPath}
              renderMeta={(path) => {
                const module = byPath.get(path)
                return module ? <ModuleMeta module={module} findings={findingCounts?.[path]} /> : null
              }}
              className="max-h-[calc(100dvh-15rem)]"
            />
          </>
        )}
      </Panel>
      {open ? (
        <ModuleDetail key={open.path} teamSlug={teamSlug} project={project} module={open} onClose={close} />
      ) : null}
    </div>
  )
}
