'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { type RunFilters, useRuns } from '@/components/queries/use-runs'
import { PEEK_COLUMNS, RUN_COLUMN_IDS, shownColumns } from '@/components/runs/run-columns'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { RunList } from '@/lib/domain/run-list'
import { BehindLine } from './behind-line'
import { BulkBar } from './bulk-bar'
import { FacetPanel } from './facet-panel'
import { ListEnd } from './list-end'
import { NewRunsButton } from './new-runs-button'
import { NoRuns } from './no-runs'
import { PeekPanel } from './peek-panel'
import { RunCards } from './run-cards'
import { countChoices } from './run-filters'
import { RunsTable } from './runs-table'
import { RunsToolbar } from './runs-toolbar'
import { SortedSince } from './sorted-since'
import { useHeldRows } from './use-held-rows'
import { useRowKeys } from './use-row-keys'
import { useRowSelection } from './use-row-selection'
import { useRunFilters } from './use-run-filters'
import { useScrolled } from './use-scrolled'
import { useTableLook } from './use-table-look'

type RunsViewProps = { team: string; initialFilters: RunFilters; initial: RunList; mayAct: boolean }

const LAYOUT = {
  facets: 'lg:grid-cols-[160px_minmax(0,1fr)]',
  peek: 'lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]',
}

/** The runs table with its facets, search, peek panel and bulk acts. */
export function RunsView({ team, initialFilters, initial, mayAct }: RunsViewProps) {
  const filtering = useRunFilters()
  const { state, filters, toggle, clear, setState } = filtering
  const [peek, setPeek] = useQueryState('peek', parseAsString)
  const [look, setLook] = useTableLook()
  const [currentId, setCurrentId] = useState<string | null>(peek)
  const selection = useRowSelection()
  const { selected } = selection
  const scrolled = useScrolled()

  const listKey = JSON.stringify(filters)
  const asRendered = listKey === JSON.stringify(initialFilters)
  const query = useRuns(team, filters, asRendered ? { pages: [initial], pageParams: [null] } : undefined)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const hold = state.sort === 'newest' && (scrolled || selected.size > 0 || peek !== null)
  const { shown, held, release } = useHeldRows(rows, hold, query.isPlaceholderData ? '' : listKey)

  const onPeek = (id: string | null) => {
    setCurrentId(id ?? currentId)
    void setPeek(id)
  }
  useRowKeys({
    rows: shown,
    currentId,
    onCurrent: setCurrentId,
    onSelect: selection.toggle,
    peek,
    onPeek,
  })

  const counted = query.data?.pages[0] ?? initial
  const facets = (
    <FacetPanel
      state={state}
      counts={counted.counts}
      projectNames={counted.projectNames}
      capped={counted.countsCapped}
      onToggle={(...choice) => void toggle(...choice)}
    />
  )
  return (
    <>
      <PageHeader
        title="Runs"
        actions={
          mayAct ? (
            <Button variant="primary" asChild>
              <Link href={`/t/${team}/launch`}>
                <Play aria-hidden /> Launch
              </Link>
            </Button>
          ) : null
        }
      />
      <div className={cn('grid items-start gap-5', peek === null ? LAYOUT.facets : LAYOUT.peek)}>
        {peek === null ? <div className="hidden lg:block">{facets}</div> : null}
        <div className="min-w-0">
          <RunsToolbar
            team={team}
            filtering={filtering}
            projectNames={counted.projectNames}
            memberNames={counted.memberNames}
            facets={facets}
            facetsBeside={peek === null}
            columns={shownColumns(RUN_COLUMN_IDS, rows)}
            look={look}
            onLook={setLook}
          />
          <BehindLine behind={counted.behind} kind={state.attempts} />
          <SortedSince sort={state.sort} since={counted.sortedSince} />
          <NewRunsButton count={held} onShow={release} />
          <Panel
            aria-busy={query.isPlaceholderData}
            className={cn('transition-opacity', query.isPlaceholderData && 'opacity-60')}
          >
            {query.error !== null && rows.length === 0 ? (
              <ErrorState
                text={query.error.message}
                requestId={query.error instanceof QueryError ? query.error.requestId : null}
                onRetry={() => void query.refetch()}
              />
            ) : shown.length === 0 ? (
              <NoRuns
                team={team}
                filtered={countChoices(state) > 0}
                mayLaunch={mayAct}
                onClear={() => void clear()}
              />
            ) : (
              <>
                <div className="@container hidden rounded-[inherit] md:block">
                  <RunsTable
                    team={team}
                    rows={shown}
                    columns={
                      peek === null ? look.columns : look.columns.filter((id) => PEEK_COLUMNS.includes(id))
                    }
                    density={look.density}
                    sort={state.sort}
                    onSort={(sort) => void setState({ sort })}
                    currentId={currentId}
                    onOpen={onPeek}
                    selected={selected}
                    onSelect={selection.toggle}
                    onSelectAll={() => selection.toggleAll(shown)}
                  />
                </div>
                <div className="md:hidden">
                  <RunCards team={team} rows={shown} currentId={currentId} selected={selected} />
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
      {mayAct ? (
        <BulkBar
          team={team}
          selected={rows.filter((run) => selected.has(run.id))}
          onClear={selection.clear}
        />
      ) : null}
    </>
  )
}
