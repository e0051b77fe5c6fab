import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listPrices } from '@/lib/prices/list-prices'
import { listUnpricedModels } from '@/lib/prices/list-unpriced-models'
import { listReprices } from '@/lib/runs/list-reprices'
import { PriceList } from './price-list'
import { RepricePanel } from './reprice-panel'
import { UnpricedModels } from './unpriced-models'

export const metadata: Metadata = { title: 'Prices' }

type Props = { params: Promise<{ team: string }> }

export default async function PriceSettingsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [prices, unpriced, { reprices, models }] = await Promise.all([
    listPrices(ctx),
    listUnpricedModels(ctx),
    listReprices(ctx),
  ])
  const editable = can(ctx.role, 'manage-settings')
  const today = new Date().toISOString().slice(0, 10)
  return (
    <>
      <UnpricedModels unpriced={unpriced} editable={editable} />
      <PriceList teamSlug={ctx.teamSlug} prices={prices} editable={editable} today={today} />
      <RepricePanel
        teamSlug={ctx.teamSlug}
        models={models}
        reprices={reprices}
        editable={editable}
        today={today}
      />
    </>
  )
}
