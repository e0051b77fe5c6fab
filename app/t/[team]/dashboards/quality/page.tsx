import type { Metadata } from 'next'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Quality' }

export default async function QualityDashboardPage(props: DashboardProps) {
  const { view } = await loadDashboard('quality', props)
  return (
    <DashboardView {...view}>
      <p className="mt-3 max-w-prose text-dim text-sm">
        Not measured yet: how many planted mistakes generated tests catch (their mutation score), and how many
        examples in documentation run. Tests are not tried against planted mistakes so far, and no workflow
        writes documentation.
      </p>
    </DashboardView>
  )
}
