import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listFindings } from '@/lib/findings/list-findings'
import { loadFindingFilters, toFindingFilters } from './finding-filters'
import { FindingsView } from './findings-view'

export const metadata: Metadata = { title: 'Findings' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function FindingsPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const filters = toFindingFilters(await loadFindingFilters(searchParams))
  const first = await listFindings(ctx, filters)
  return (
    <FindingsView
      team={ctx.teamSlug}
      initialFilters={filters}
      initial={first}
      mayReview={can(ctx.role, 'review')}
      mayLaunch={can(ctx.role, 'launch')}
      mayCommit={can(ctx.role, 'manage-projects')}
    />
  )
}
