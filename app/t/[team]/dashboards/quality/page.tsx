import type { Metadata } from 'next'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Quality' }

export default async function QualityDashboardPage(props: DashboardProps) {
  const { view } = await loadDashboard('quality', props)
  return (
    <DashboardView {...view}>
      <p className="mt-3 max-w-prose text-dim text-sm">
        Not charted yet: how many planted mistakes generated tests notice (each run shows its own), and how
        many examples in documentation run, as no workflow writes documentation so far.
      </p>
    </DashboardView>
  )
}
