import type { Metadata } from 'next'
import Link from 'next/link'
import { getCacheOverview } from '@/lib/cache/get-cache-overview'
import { can } from '@/lib/domain/roles'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'
import { InvalidateLater } from './invalidate-later'

export const metadata: Metadata = { title: 'Cache' }

export default async function CacheDashboardPage(props: DashboardProps) {
  const { ctx, view } = await loadDashboard('cache', props)
  const contents = can(ctx.role, 'manage-settings') ? await getCacheOverview(ctx) : null
  return (
    <DashboardView {...view}>
      {contents === null ? null : (
        <div className="mt-3">
          <InvalidateLater teamSlug={ctx.teamSlug} overview={contents} />
        </div>
      )}
      <p className="mt-3 text-dim">
        What is stored, and its limits:{' '}
        <Link href={`/t/${ctx.teamSlug}/settings/cache`} className="text-accent underline underline-offset-4">
          Settings → Cache
        </Link>
      </p>
    </DashboardView>
  )
}
