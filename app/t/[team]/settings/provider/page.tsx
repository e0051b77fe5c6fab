import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { env } from '@/lib/env'
import { listBreakers } from '@/lib/llm/limits/list-breakers'
import { listProviders } from '@/lib/llm/list-providers'
import { findUnpriced } from '@/lib/prices/find-unpriced'
import { listPricedModels } from '@/lib/prices/list-priced-models'
import { getTeamSettings } from '@/lib/teams/get-team-settings'
import { RefreshEvery } from '../runtime/refresh-every'
import { OptedOutNotice } from './opted-out-notice'
import { ProviderList } from './provider-list'

export const metadata: Metadata = { title: 'Providers' }

type Props = { params: Promise<{ team: string }> }

/** Models that are left alone are tried again by themselves, without an event that says so. */
const REFRESH_MS = 15_000

export default async function ProviderSettingsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [providers, settings, breakers] = await Promise.all([
    listProviders(ctx),
    getTeamSettings(ctx),
    listBreakers(ctx),
  ])
  // A local model without a price is free: nobody sends a bill.
  const billed = providers.filter(({ isLocal }) => !isLocal).flatMap(({ models }) => Object.values(models))
  const [unpriced, priced] = ctx.seesCosts
    ? await Promise.all([findUnpriced(ctx, billed), listPricedModels(ctx)])
    : [[], null]
  const { ASSAY_MODEL_CHEAP, ASSAY_MODEL_CAPABLE, ASSAY_MODEL_PREMIUM, ASSAY_CLOUD_IDENTITY } = env()
  return (
    <>
      {settings.useModel ? null : <OptedOutNotice teamSlug={ctx.teamSlug} />}
      {breakers.length === 0 ? null : <RefreshEvery milliseconds={REFRESH_MS} />}
      <ProviderList
        teamSlug={ctx.teamSlug}
        providers={providers}
        breakers={breakers}
        unpriced={unpriced}
        priced={priced}
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
