import type { Metadata } from 'next'
import { listBreakers } from '@/lib/llm/limits/list-breakers'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'
import { BreakerPanel } from './breaker-panel'

export const metadata: Metadata = { title: 'Reliability' }

export default async function ReliabilityDashboardPage(props: DashboardProps) {
  const { ctx, view } = await loadDashboard('reliability', props)
  return (
    <DashboardView {...view}>
      <BreakerPanel team={ctx.teamSlug} initial={await listBreakers(ctx)} />
    </DashboardView>
  )
}
