import 'server-only'
import type { SearchParams } from 'nuqs/server'
import { ChartQuery } from '@/lib/domain/chart'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getChart } from '@/lib/metrics/get-chart'
import { groupOf, loadDashboardState, toAsk } from './dashboard-filters'
import { DASHBOARDS, type DashboardName } from './dashboard-pages'

export interface DashboardProps {
  params: Promise<{ team: string }>
  searchParams: Promise<SearchParams>
}

/** What a dashboard shows at first: its charts as the URL asks for them. */
export async function loadDashboard(name: DashboardName, { params, searchParams }: DashboardProps) {
  const ctx = await loadTeamPage((await params).team)
  const state = await loadDashboardState(searchParams)
  const answers = await Promise.all(
    DASHBOARDS[name].charts.map(async (id) => {
      const query = ChartQuery.safeParse({ ...toAsk(state), group: groupOf(state, id) ?? undefined })
      // What fails here is asked for again by the chart, which says why on its own panel.
      return query.success ? getChart(ctx, id, query.data).catch(() => undefined) : undefined
    }),
  )
  return { ctx, view: { team: ctx.teamSlug, name, initialState: state, initial: answers } }
}
