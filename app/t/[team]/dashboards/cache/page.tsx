import type { Metadata } from 'next'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Cache' }

export default async function CacheDashboardPage(props: DashboardProps) {
  const { view } = await loadDashboard('cache', props)
  return <DashboardView {...view} />
}
