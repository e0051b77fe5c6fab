import type { Metadata } from 'next'
import { getAlert } from '@/lib/alerts/incidents/get-alert'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { orNotFound } from '../../or-not-found'
import { AlertView } from './alert-view'

export const metadata: Metadata = { title: 'Alert' }

type Props = { params: Promise<{ team: string; id: string }> }

export default async function AlertPage({ params }: Props) {
  const { team, id } = await params
  const ctx = await loadTeamPage(team)
  return (
    <AlertView
      teamSlug={ctx.teamSlug}
      initial={await orNotFound(getAlert(ctx, id))}
      mayAct={can(ctx.role, 'review')}
    />
  )
}
