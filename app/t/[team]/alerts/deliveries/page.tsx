import type { Metadata } from 'next'
import { listDeliveries } from '@/lib/alerts/deliveries/list-deliveries'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { DeliveriesView } from './deliveries-view'

export const metadata: Metadata = { title: 'Deliveries of alerts' }

type Props = { params: Promise<{ team: string }> }

export default async function AlertDeliveriesPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  return (
    <DeliveriesView
      teamSlug={ctx.teamSlug}
      initial={await listDeliveries(ctx, {})}
      editable={can(ctx.role, 'manage-settings')}
    />
  )
}
