import type { Metadata } from 'next'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getCriteria } from '@/lib/metrics/criteria/get-criteria'
import { getOverview } from '@/lib/metrics/get-overview'
import { hasProjects } from '@/lib/projects/has-projects'
import { FirstRun } from './first-run'
import { OverviewBoard } from './overview-board'

export const metadata: Metadata = { title: 'Overview' }

type Props = { params: Promise<{ team: string }> }

export default async function OverviewPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [overview, criteria, isInUse] = await Promise.all([
    getOverview(ctx),
    getCriteria(ctx).catch(() => undefined),
    hasProjects(ctx),
  ])
  if (!isInUse) return <FirstRun teamSlug={ctx.teamSlug} teamName={ctx.teamName} role={ctx.role} />
  return <OverviewBoard teamSlug={ctx.teamSlug} role={ctx.role} initial={overview} criteria={criteria} />
}
