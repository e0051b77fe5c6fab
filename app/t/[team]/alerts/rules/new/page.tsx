import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { listRuleChoices } from '@/lib/alerts/rules/list-rules'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { RoleRefused } from '../../../role-refused'
import { RuleForm } from '../rule-form'

export const metadata: Metadata = { title: 'A new alert rule' }

type Props = { params: Promise<{ team: string }> }

export default async function NewAlertRulePage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const title = 'A new rule'
  if (!can(ctx.role, 'manage-settings')) {
    return <RoleRefused title={title} ctx={ctx} permission="manage-settings" />
  }
  return (
    <>
      <PageHeader title={title} crumbs={[{ label: 'Rules', href: `/t/${ctx.teamSlug}/alerts/rules` }]} />
      <RuleForm teamSlug={ctx.teamSlug} rule={null} choices={await listRuleChoices(ctx)} />
    </>
  )
}
