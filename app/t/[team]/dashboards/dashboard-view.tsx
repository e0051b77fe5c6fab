'use client'

import type { ReactNode } from 'react'
import { Chart } from '@/components/charts/chart'
import { useAnnotations } from '@/components/queries/use-chart'
import { PageHeader } from '@/components/ui/page-header'
import type { ChartAnnotation, ChartData } from '@/lib/domain/chart'
import type { SavedView } from '@/lib/domain/saved-view'
import { type DashboardState, groupOf, toAsk } from './dashboard-filters'
import { CHART_NAMES, chartsOf, DASHBOARDS, type DashboardName } from './dashboard-pages'
import { DashboardsNav } from './dashboards-nav'
import { FilterBar } from './filter-bar'
import { UnknownInAddress } from './unknown-in-address'
import { useDashboard } from './use-dashboard'
import { ViewsMenu } from './views-menu'

type DashboardViewProps = {
  team: string
  name: DashboardName
  initialState: DashboardState
  /** the charts in the page's order; undefined: could not be answered */
  initial: readonly (ChartData | undefined)[]
  annotations: ChartAnnotation[] | undefined
  savedViews: readonly SavedView[]
  mayKeepViews: boolean
  /** false: nothing about money is there */
  seesCosts: boolean
  /** what stands below the charts */
  children?: ReactNode
}

/** A dashboard: its range and filters, and its questions, each with an answer that stays true while one looks. */
export function DashboardView({
  team,
  name,
  initialState,
  initial,
  annotations,
  savedViews,
  mayKeepViews,
  seesCosts,
  children,
}: DashboardViewProps) {
  const dashboard = useDashboard()
  const { state, ask, zoom, setGroup } = dashboard
  const timeZone = initial.find((chart) => chart !== undefined)?.timeZone ?? 'UTC'
  const asRendered = JSON.stringify(ask) === JSON.stringify(toAsk(initialState))
  const { range, from, until } = ask
  const happened = useAnnotations(team, { range, from, until }, asRendered ? annotations : undefined)
  const groupsOf = (chart: string) =>
    initial.find((one) => one?.id === chart)?.groups.map(({ value }) => value)
  return (
    <>
      <PageHeader title={DASHBOARDS[name].label} />
      <DashboardsNav team={team} current={name} seesCosts={seesCosts} />
      <FilterBar team={team} timeZone={timeZone} dashboard={dashboard}>
        <ViewsMenu team={team} page={name} views={savedViews} mayKeep={mayKeepViews} />
      </FilterBar>
      <UnknownInAddress team={team} dashboard={dashboard} groupsOf={groupsOf} />
      <div className="grid gap-3 xl:grid-cols-2">
        {chartsOf(name, seesCosts).map((id, place) => {
          const group = groupOf(state, id)
          return (
            <Chart
              key={id}
              team={team}
              id={id}
              title={CHART_NAMES[id]}
              ask={ask}
              group={group}
              onGroup={(next) => void setGroup(id, next)}
              onZoom={(window) => void zoom(window)}
              initial={asRendered && group === groupOf(initialState, id) ? initial[place] : undefined}
              annotations={happened.data ?? NONE}
            />
          )
        })}
      </div>
      {children}
    </>
  )
}

/** The same at every drawing, so that nothing is drawn again for it. */
const NONE: never[] = []
