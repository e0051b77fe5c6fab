import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { findTrend } from '@/lib/findings/find-trend'
import { getReliability } from '@/lib/findings/get-reliability'
import { FindingsNav } from '../findings-nav'
import { ReliabilityPanel } from './reliability-panel'
import { TrendChart } from './trend-chart'

export const metadata: Metadata = { title: 'Learning' }

type Props = { params: Promise<{ team: string }> }

const DAYS = 30

export default async function LearningPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [report, trend] = await Promise.all([getReliability(ctx), findTrend(ctx, { days: DAYS })])
  return (
    <>
      <PageHeader
        title="Learning"
        crumbs={[{ label: 'Findings', href: `/t/${ctx.teamSlug}/findings` }]}
        note="What verdicts taught, and whether confidence means what it says."
      />
      <FindingsNav team={ctx.teamSlug} current="learning" />
      <div className="grid gap-3">
        <ReliabilityPanel report={report} />
        <TrendChart trend={trend} days={DAYS} />
      </div>
    </>
  )
}
