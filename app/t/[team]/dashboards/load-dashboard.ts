import 'server-only'
import type { SearchParams } from 'nuqs/server'
import type { ChartAsk } from '@/components/queries/use-chart'
import { ChartQuery } from '@/lib/domain/chart'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getChart } from '@/lib/metrics/get-chart'
import { listAnnotations } from '@/lib/metrics/list-annotations'
import { listViews } from '@/lib/metrics/saved-views/list-views'
import { groupOf, loadDashboardState, toAsk } from './dashboard-filters'
import { chartsOf, type DashboardName } from './dashboard-pages'

export interface DashboardProps {
  params: Promise<{ team: string }>
  searchParams: Promise<SearchParams>
}

/** What a dashboard shows at first: its charts as the URL asks for them. */
export async function loadDashboard(name: DashboardName, { params, searchParams }: DashboardProps) {
  const ctx = await loadTeamPage((await params).team)
  const state = await loadDashboardState(searchParams)
  const ask = toAsk(state)
  const { seesCosts } = ctx
  const [initial, annotations, savedViews] = await Promise.all([
    Promise.all(
      chartsOf(name, seesCosts).map((id) =>
        answered({ ...ask, group: groupOf(state, id) ?? undefined }, (query) => getChart(ctx, id, query)),
      ),
    ),
    answered(ask, (query) => listAnnotations(ctx, query)),
    listViews(ctx, name),
  ])
  const mayKeepViews = can(ctx.role, 'keep-views')
  const shown = { initialState: state, initial, annotations, savedViews, mayKeepViews, seesCosts }
  return { ctx, ask, view: { team: ctx.teamSlug, name, ...shown } }
}

/** What fails here is asked for again by the page's part, which says why in its own place. */
export async function answered<T>(
  ask: ChartAsk,
  load: (query: ChartQuery) => Promise<T>,
): Promise<T | undefined> {
  const query = ChartQuery.safeParse(ask)
  return query.success ? load(query.data).catch(() => undefined) : undefined
}
