import type { Metadata } from 'next'
import { listAlerts } from '@/lib/alerts/incidents/list-alerts'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { AlertsView } from './alerts-view'

export const metadata: Metadata = { title: 'Alerts' }

type Props = { params: Promise<{ team: string }> }

export default async function AlertsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  return <AlertsView teamSlug={ctx.teamSlug} initial={await listAlerts(ctx)} />
}
