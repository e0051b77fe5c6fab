'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import { createSerializer, parseAsString, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { type FindingFilters, useFindings } from '@/components/queries/use-findings'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { FindingList } from '@/lib/domain/finding-query'
import { ListEnd } from '../runs/list-end'
import { FindingBulkBar } from './finding-bulk-bar'
import { FindingFacets } from './finding-facets'
import { countFindingChoices, findingFilterParsers } from './finding-filters'
import { FindingRows } from './finding-rows'
import { FindingsNav } from './findings-nav'
import { FindingsToolbar } from './findings-toolbar'
import { NoFindings } from './no-findings'
import { OpenFinding } from './open-finding'
import { ReasonBar } from './reason-bar'
import { useFindingActs } from './use-finding-acts'
import { useFindingFilters } from './use-finding-filters'
import { useFindingLook } from './use-finding-look'

type FindingsViewProps = {
  team: string
  initialFilters: FindingFilters
  initial: FindingList
  mayReview: boolean
  mayLaunch: boolean
  mayCommit: boolean
}

const LAYOUT = {
  facets: 'lg:grid-cols-[170px_minmax(0,1fr)]',
  open: 'lg:grid-cols-[minmax(320px,2fr)_minmax(0,3fr)]',
}
const urlOf = createSerializer({ ...findingFilterParsers, finding: parseAsString })

/** Findings with facets, search and keys; the open one beside them. */
export function FindingsView(props: FindingsViewProps) {
  const { team, initialFilters, initial, mayReview, mayLaunch, mayCommit } = props
  const filtering = useFindingFilters()
  const { state, filters, toggle, clear } = filtering
  const [openId, setOpenId] = useQueryState('finding', parseAsString)
  const [lastId, setLastId] = useState(openId)
  const [look, setLook] = useFindingLook()
  const asRendered = JSON.stringify(filters) === JSON.stringify(initialFilters)
  const query = useFindings(team, filters, asRendered ? { pages: [initial], pageParams: [null] } : undefined)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const counted = query.data?.pages[0] ?? initial

  const open = (id: string | null) => {
    setLastId(id ?? lastId)
    void setOpenId(id)
  }
  const openOther = (id: string | null) => {
    acts.stopAskingUnless(id)
    open(id)
  }
  const currentId = openId ?? lastId
  const acts = useFindingActs({
    team,
    rows,
    currentId,
    openId,
    onOpen: open,
    onCurrent: setLastId,
    mayReview,
  })
  const facets = (
    <FindingFacets
      state={state}
      counts={counted.counts}
      projectNames={counted.projectNames}
      ruleTitles={counted.ruleTitles}
      capped={counted.countsCapped}
      onToggle={(...choice) => void toggle(...choice)}
    />
  )
  const isOpen = openId !== null
  return (
    <>
      <PageHeader
        title="Findings"
        actions={
          mayLaunch ? (
            <Button variant="primary" asChild>
              <Link href={`/t/${team}/launch`}>
                <Play aria-hidden /> Launch
              </Link>
            </Button>
          ) : null
        }
      />
      <FindingsNav
        team={team}
        current={state.view === 'suppressed' ? 'suppressed' : 'shown'}
        counts={counted}
        query={urlOf({ ...state, view: null }).slice(1)}
        project={state.project.length === 1 ? state.project[0] : undefined}
      />
      <div className={cn('grid items-start gap-5', isOpen ? LAYOUT.open : LAYOUT.facets)}>
        {isOpen ? null : <div className="hidden lg:block">{facets}</div>}
        <div className={cn('min-w-0', isOpen && 'max-lg:hidden')}>
          <FindingsToolbar
            team={team}
            filtering={filtering}
            counted={counted}
            isLoading={query.isPlaceholderData}
            facets={facets}
            facetsBeside={!isOpen}
            look={look}
            onLook={setLook}
          />
          <Panel
            aria-busy={query.isPlaceholderData}
            className={cn('overflow-hidden transition-opacity', query.isPlaceholderData && 'opacity-60')}
          >
            {query.error !== null && rows.length === 0 ? (
              <ErrorState
                text={query.error.message}
                requestId={query.error instanceof QueryError ? query.error.requestId : null}
                onRetry={() => void query.refetch()}
              />
            ) : rows.length === 0 ? (
              <NoFindings
                team={team}
                view={state.view}
                filtered={countFindingChoices(state) > 0}
                suppressed={counted.suppressed}
                lacksBaseline={state.newSince !== null && counted.baseline === null}
                lacksProjects={state.project.filter((slug) => !(slug in counted.projectNames))}
                fixed={counted.counts.state?.fixed ?? 0}
                inChange={counted.counts.seenIn?.change ?? 0}
                mayLaunch={mayLaunch}
                onClear={() => void clear()}
              />
            ) : (
              <FindingRows
                rows={rows}
                namesProject={Object.keys(counted.projectNames).length > 1}
                currentId={currentId}
                hrefOf={(id) => urlOf({ ...state, finding: id })}
                onOpen={openOther}
                selected={mayReview ? acts.selected : null}
                onSelect={acts.select}
                onSelectAll={acts.selectAll}
                look={look}
              />
            )}
          </Panel>
          <ListEnd
            shown={rows.length}
            noun="finding"
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </div>
        {openId === null ? null : (
          <OpenFinding
            team={team}
            id={openId}
            acts={acts}
            mayReview={mayReview}
            mayCommit={mayCommit}
            onOpen={openOther}
          />
        )}
      </div>
      {acts.asking === null ? (
        <FindingBulkBar
          count={acts.selected.size}
          pending={acts.pending}
          onAccept={acts.accept}
          onDismiss={acts.askWhy}
          onClear={acts.clear}
        />
      ) : (
        <ReasonBar
          count={acts.asking.length}
          pending={acts.pending}
          onDismiss={acts.dismiss}
          onCancel={acts.stopAsking}
        />
      )}
    </>
  )
}
