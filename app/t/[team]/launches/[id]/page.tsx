import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listProviders } from '@/lib/llm/list-providers'
import { getLaunch } from '@/lib/runs/get-launch'
import { orNotFound } from '../../or-not-found'
import { LaunchView } from './launch-view'

export const metadata: Metadata = { title: 'Launch' }

type Props = { params: Promise<{ team: string; id: string }> }

export default async function LaunchProgressPage({ params }: Props) {
  const { team, id } = await params
  const ctx = await loadTeamPage(team)
  const [detail, providers] = await Promise.all([orNotFound(getLaunch(ctx, id)), listProviders(ctx)])
  return (
    <LaunchView
      team={ctx.teamSlug}
      initial={detail}
      mayLaunch={can(ctx.role, 'launch')}
      hasProvider={providers.some(({ enabled }) => enabled)}
    />
  )
}
