import type { Metadata } from 'next'
import { getRule } from '@/lib/alerts/rules/get-rule'
import { listRuleChoices } from '@/lib/alerts/rules/list-rules'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { orNotFound } from '../../../or-not-found'
import { RuleView } from './rule-view'

export const metadata: Metadata = { title: 'Alert rule' }

type Props = { params: Promise<{ team: string; id: string }> }

export default async function AlertRulePage({ params }: Props) {
  const { team, id } = await params
  const ctx = await loadTeamPage(team)
  const [rule, choices] = await Promise.all([orNotFound(getRule(ctx, id)), listRuleChoices(ctx)])
  return (
    <RuleView
      teamSlug={ctx.teamSlug}
      initial={rule}
      choices={choices}
      editable={can(ctx.role, 'manage-settings')}
    />
  )
}
