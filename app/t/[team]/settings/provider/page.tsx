import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { env } from '@/lib/env'
import { listProviders } from '@/lib/llm/list-providers'
import { getTeamSettings } from '@/lib/teams/get-team-settings'
import { OptedOutNotice } from './opted-out-notice'
import { ProviderList } from './provider-list'

export const metadata: Metadata = { title: 'Providers' }

type Props = { params: Promise<{ team: string }> }

export default async function ProviderSettingsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [providers, settings] = await Promise.all([listProviders(ctx), getTeamSettings(ctx)])
  const { ASSAY_MODEL_CHEAP, ASSAY_MODEL_CAPABLE, ASSAY_MODEL_PREMIUM, ASSAY_CLOUD_IDENTITY } = env()
  return (
    <>
      {settings.useModel ? null : <OptedOutNotice teamSlug={ctx.teamSlug} />}
      <ProviderList
        teamSlug={ctx.teamSlug}
        providers={providers}
        editable={can(ctx.role, 'manage-settings')}
        lendsIdentity={ASSAY_CLOUD_IDENTITY === '1'}
        defaultModels={{
          cheap: ASSAY_MODEL_CHEAP,
          capable: ASSAY_MODEL_CAPABLE,
          premium: ASSAY_MODEL_PREMIUM,
        }}
      />
    </>
  )
}
