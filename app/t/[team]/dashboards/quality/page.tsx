import type { Metadata } from 'next'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Quality' }

export default async function QualityDashboardPage(props: DashboardProps) {
  const { view } = await loadDashboard('quality', props)
  return <DashboardView {...view} />
}
