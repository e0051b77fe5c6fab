'use client'

import { Filter, ListChecks, Play } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { type RunFilters, useRuns } from '@/components/queries/use-runs'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import type { RunList } from '@/lib/domain/run-list'
import { BulkBar } from './bulk-bar'
import { ExportButton } from './export-button'
import { FacetPanel } from './facet-panel'
import { FilterChips } from './filter-chips'
import { ListEnd } from './list-end'
import { NewRunsButton } from './new-runs-button'
import { PeekPanel } from './peek-panel'
import { RunCards } from './run-cards'
import { countChoices } from './run-filters'
import { RunsTable } from './runs-table'
import { SearchBox } from './search-box'
import { TableLookMenu } from './table-look-menu'
import { useHeldRows } from './use-held-rows'
import { useRowKeys } from './use-row-keys'
import { useRunFilters } from './use-run-filters'
import { useScrolled } from './use-scrolled'
import { useTableLook } from './use-table-look'

type RunsViewProps = { team: string; initialFilters: RunFilters; initial: RunList; mayAct: boolean }

/** The runs table with its facets, search, peek panel and bulk acts. */
export function RunsView({ team, initialFilters, initial, mayAct }: RunsViewProps) {
  const { state, filters, toggle, search, clear, setState } = useRunFilters()
  const [peek, setPeek] = useQueryState('peek', parseAsString)
  const [look, setLook] = useTableLook()
  const [currentId, setCurrentId] = useState<string | null>(peek)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const scrolled = useScrolled()

  const listKey = JSON.stringify(filters)
  const asRendered = listKey === JSON.stringify(initialFilters)
  const query = useRuns(team, filters, asRendered ? { pages: [initial], pageParams: [null] } : undefined)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const hold = state.sort === 'newest' && (scrolled || peek !== null || selected.size > 0)
  const { shown, held, release } = useHeldRows(rows, hold, query.isPlaceholderData ? '' : listKey)
  const selectedRows = rows.filter((run) => selected.has(run.id))
  const facets = query.data?.pages[0] ?? initial

  const onPeek = (id: string | null) => {
    setCurrentId(id ?? currentId)
    void setPeek(id)
  }
  const onSelect = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  const onSelectAll = () =>
    setSelected(shown.every((run) => selected.has(run.id)) ? new Set() : new Set(shown.map((run) => run.id)))
  useRowKeys({ rows: shown, currentId, onCurrent: setCurrentId, onSelect, peek, onPeek })

  const facetPanel = (
    <FacetPanel
      state={state}
      counts={facets.counts}
      capped={facets.countsCapped}
      onToggle={(...choice) => void toggle(...choice)}
    />
  )
  const choices = countChoices(state)
  return (
    <>
      <PageHeader
        title="Runs"
        actions={
          <Button variant="primary" asChild>
            <Link href={`/t/${team}/launch`}>
              <Play aria-hidden /> Launch
            </Link>
          </Button>
        }
      />
      <div
        className={cn(
          'grid items-start gap-5',
          peek === null
            ? 'lg:grid-cols-[176px_minmax(0,1fr)]'
            : 'lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]',
        )}
      >
        {peek === null ? <div className="hidden lg:block">{facetPanel}</div> : null}
        <div className="min-w-0">
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <SearchBox q={state.q} onSearch={(found) => void search(found)} />
            <Sheet>
              <SheetTrigger asChild>
                <Button className={cn(peek === null && 'lg:hidden')}>
                  <Filter aria-hidden /> Filters{choices > 0 ? ` (${choices})` : ''}
                </Button>
              </SheetTrigger>
              <SheetContent title="Filters" className="overflow-y-auto p-4">
                {facetPanel}
              </SheetContent>
            </Sheet>
            <TableLookMenu look={look} onChange={setLook} />
            <ExportButton team={team} filters={filters} />
          </div>
          <FilterChips
            state={state}
            onToggle={(...choice) => void toggle(...choice)}
            onClearLaunch={() => void setState({ launch: null })}
            onClear={() => void clear()}
          />
          <NewRunsButton count={held} onShow={release} />
          <Panel
            className={cn('transition-opacity', query.isPlaceholderData && 'opacity-60')}
            aria-busy={query.isFetching}
          >
            {query.error !== null && rows.length === 0 ? (
              <ErrorState
                text={query.error.message}
                requestId={query.error instanceof QueryError ? query.error.requestId : null}
                onRetry={() => void query.refetch()}
              />
            ) : shown.length === 0 ? (
              <NoRuns team={team} filtered={choices > 0} onClear={() => void clear()} />
            ) : (
              <>
                <div className="hidden md:block">
                  <RunsTable
                    team={team}
                    rows={shown}
                    look={look}
                    sort={state.sort}
                    onSort={(sort) => void setState({ sort: sort === 'newest' ? null : sort })}
                    currentId={currentId}
                    onOpen={onPeek}
                    selected={selected}
                    onSelect={onSelect}
                    onSelectAll={onSelectAll}
                  />
                </div>
                <div className="md:hidden">
                  <RunCards team={team} rows={shown} />
                </div>
              </>
            )}
          </Panel>
          <ListEnd
            shown={shown.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </div>
        {peek === null ? null : <PeekPanel team={team} runId={peek} onClose={() => onPeek(null)} />}
      </div>
      {mayAct ? <BulkBar team={team} selected={selectedRows} onClear={() => setSelected(new Set())} /> : null}
    </>
  )
}

type NoRunsProps = { team: string; filtered: boolean; onClear: () => void }

function NoRuns({ team, filtered, onClear }: NoRunsProps) {
  if (filtered) {
    return (
      <EmptyState
        icon={Filter}
        title="No run matches these filters"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        Take one off, or search for another target.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ListChecks}
      title="No runs yet"
      action={
        <Button variant="primary" asChild>
          <Link href={`/t/${team}/launch`}>Launch a workflow</Link>
        </Button>
      }
    >
      Choose modules and a workflow: each module becomes a run, and its output is executed before you see it.
    </EmptyState>
  )
}
