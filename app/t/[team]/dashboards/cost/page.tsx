import type { Metadata } from 'next'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Cost' }

export default async function CostDashboardPage(props: DashboardProps) {
  const { view } = await loadDashboard('cost', props)
  return <DashboardView {...view} />
}
