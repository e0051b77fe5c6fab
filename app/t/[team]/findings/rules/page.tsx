import { BookOpenCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { loadRules } from '@/lib/analysis/load-rules'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listRuleStats } from '@/lib/findings/list-rule-stats'
import { FindingsNav } from '../findings-nav'
import { HeardRules } from './heard-rules'
import { SilentRules } from './silent-rules'

export const metadata: Metadata = { title: 'Rules' }

type Props = { params: Promise<{ team: string }> }

export default async function RulesPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [stats, rules] = await Promise.all([listRuleStats(ctx), loadRules()])
  const heard = new Set(stats.map(({ rule }) => rule))
  const silent = [...rules.values()].filter(({ id }) => !heard.has(id))
  return (
    <>
      <PageHeader
        title="Rules"
        crumbs={[{ label: 'Findings', href: `/t/${ctx.teamSlug}/findings` }]}
        note="What is looked for, and how often people here agreed with it."
      />
      <FindingsNav team={ctx.teamSlug} current="rules" />
      <div className="grid gap-3">
        {stats.length === 0 ? (
          <Panel title="Rules that found something">
            <EmptyState icon={BookOpenCheck} title="No rule has found anything yet">
              Launch a code review or a bug prediction; each rule that finds something stands here with its
              precision.
            </EmptyState>
          </Panel>
        ) : (
          <HeardRules team={ctx.teamSlug} stats={stats} />
        )}
        {silent.length === 0 ? null : <SilentRules team={ctx.teamSlug} rules={silent} />}
      </div>
    </>
  )
}
