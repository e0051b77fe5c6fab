import type { Metadata } from 'next'
import { listRules } from '@/lib/alerts/rules/list-rules'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { RulesView } from './rules-view'

export const metadata: Metadata = { title: 'Alert rules' }

type Props = { params: Promise<{ team: string }> }

export default async function AlertRulesPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  return (
    <RulesView
      teamSlug={ctx.teamSlug}
      initial={{ rules: await listRules(ctx) }}
      editable={can(ctx.role, 'manage-settings')}
    />
  )
}
