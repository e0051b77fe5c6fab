import type { Metadata } from 'next'
import { getCacheOverview } from '@/lib/cache/get-cache-overview'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { CacheContents } from './cache-contents'
import { InvalidatePanel } from './invalidate-panel'
import { LimitsForm } from './limits-form'

export const metadata: Metadata = { title: 'Cache' }

type Props = { params: Promise<{ team: string }> }

export default async function CacheSettingsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const overview = await getCacheOverview(ctx)
  const editable = can(ctx.role, 'manage-settings')
  return (
    <>
      <CacheContents overview={overview} />
      <LimitsForm teamSlug={ctx.teamSlug} limits={overview.limits} editable={editable} />
      {editable ? <InvalidatePanel teamSlug={ctx.teamSlug} overview={overview} /> : null}
    </>
  )
}
