import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getRoutingBoard } from '@/lib/runs/routing/get-routing-board'
import { hideCosts } from '@/lib/teams/hide-costs'
import { RoutingHelp } from './routing-help'
import { StagePanel } from './stage-panel'

export const metadata: Metadata = { title: 'Routing' }

type Props = { params: Promise<{ team: string }> }

export default async function RoutingSettingsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const stages = hideCosts(ctx, await getRoutingBoard(ctx))
  const editable = can(ctx.role, 'manage-settings')
  return (
    <>
      {stages.map((stage) => (
        <StagePanel
          key={`${stage.workflow}/${stage.stage}`}
          teamSlug={ctx.teamSlug}
          stage={stage}
          editable={editable}
        />
      ))}
      <RoutingHelp />
    </>
  )
}
