import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getWorkflowCosts } from '@/lib/metrics/get-workflow-costs'
import { DashboardView } from '../dashboard-view'
import { DashboardsNav } from '../dashboards-nav'
import { answered, type DashboardProps, loadDashboard } from '../load-dashboard'
import { WorkflowCostTable } from './workflow-cost-table'

export const metadata: Metadata = { title: 'Cost' }

export default async function CostDashboardPage(props: DashboardProps) {
  const ctx = await loadTeamPage((await props.params).team)
  if (!ctx.seesCosts) return <NoCosts team={ctx.teamSlug} />
  const { ask, view } = await loadDashboard('cost', props)
  const costs = await answered(ask, (query) => getWorkflowCosts(ctx, query))
  return (
    <DashboardView {...view}>
      <WorkflowCostTable team={ctx.teamSlug} initialState={view.initialState} initial={costs} />
    </DashboardView>
  )
}

function NoCosts({ team }: { team: string }) {
  return (
    <>
      <PageHeader title="Cost" />
      <DashboardsNav team={team} current="cost" seesCosts={false} />
      <Panel>
        <EmptyState title="Costs are not shown to viewers of this team">
          Ask an owner or admin of the team for another role, or to show costs to viewers. Quality,
          reliability and cache are open to you.
        </EmptyState>
      </Panel>
    </>
  )
}
