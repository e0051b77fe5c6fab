import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listRuns } from '@/lib/runs/list-runs'
import { loadRunFilters, toRunFilters } from './run-filters'
import { RunsView } from './runs-view'

export const metadata: Metadata = { title: 'Runs' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function RunsPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const filters = toRunFilters(await loadRunFilters(searchParams))
  const first = await listRuns(ctx, filters)
  return (
    <RunsView team={ctx.teamSlug} initialFilters={filters} initial={first} mayAct={can(ctx.role, 'launch')} />
  )
}
