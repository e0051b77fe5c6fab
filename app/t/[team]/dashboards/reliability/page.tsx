import type { Metadata } from 'next'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Reliability' }

export default async function ReliabilityDashboardPage(props: DashboardProps) {
  const { view } = await loadDashboard('reliability', props)
  return <DashboardView {...view} />
}
