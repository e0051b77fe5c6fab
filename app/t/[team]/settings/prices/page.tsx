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

type Props = { params: Promise<{ team: string }>; searchParams: Promise<{ add?: string | string[] }> }

export default async function PriceSettingsPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const editable = can(ctx.role, 'manage-settings')
  const today = new Date().toISOString().slice(0, 10)
  const prices = await listPrices(ctx)
  const { add } = await searchParams
  const wanted = editable && typeof add === 'string' && add !== '' ? add : null
  // By key, so that a link on this very page opens it again for another model.
  const list = (
    <PriceList key={wanted} {...{ prices, editable, today }} teamSlug={ctx.teamSlug} addFor={wanted} />
  )
  if (!ctx.seesCosts) return list
  const [unpriced, { reprices, models }] = await Promise.all([listUnpricedModels(ctx), listReprices(ctx)])
  return (
    <>
      <UnpricedModels teamSlug={ctx.teamSlug} unpriced={unpriced} editable={editable} />
      {list}
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
