import type { Metadata } from 'next'
import { listChannels } from '@/lib/alerts/channels/list-channels'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { ChannelsView } from './channels-view'

export const metadata: Metadata = { title: 'Alert channels' }

type Props = { params: Promise<{ team: string }> }

export default async function AlertChannelsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  return (
    <ChannelsView
      teamSlug={ctx.teamSlug}
      initial={await listChannels(ctx)}
      editable={can(ctx.role, 'manage-settings')}
    />
  )
}
