'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Table, Th } from '@/components/ui/table'
import type { PriceRow } from '@/lib/domain/price'
import { PriceDialog } from './price-dialog'
import { PriceTableRow } from './price-table-row'

type PriceListProps = {
  teamSlug: string
  prices: readonly PriceRow[]
  editable: boolean
  today: string
  /** a model whose price somebody came to add */
  addFor: string | null
}

const COLUMNS = ['Input', 'Output', 'Cache read', 'Write 5 min · 1 h', 'Batch']

/** What models cost: the list that comes with Assay and the team's own rows, which win. */
export function PriceList({ teamSlug, prices, editable, today, addFor }: PriceListProps) {
  const [adding, setAdding] = useState<{ like: PriceRow | null; model?: string } | null>(
    addFor === null ? null : { like: null, model: addFor },
  )
  const router = useRouter()
  const close = () => {
    setAdding(null)
    // What was asked for by the address is done, or was declined.
    if (addFor !== null) router.replace(`/t/${teamSlug}/settings/prices`, { scroll: false })
  }
  return (
    <Panel
      title="Prices"
      note="US dollars per million tokens, from a day on"
      actions={
        editable ? (
          <Button size="sm" onClick={() => setAdding({ like: null })}>
            <Plus aria-hidden /> Add a price
          </Button>
        ) : null
      }
    >
      <Table label="Prices">
        <thead>
          <tr>
            <Th>Model, from</Th>
            {COLUMNS.map((column) => (
              <Th key={column} className="text-right">
                {column}
              </Th>
            ))}
            <Th>Source</Th>
            {editable ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {prices.map((price) => (
            <PriceTableRow
              key={price.id}
              teamSlug={teamSlug}
              price={price}
              editable={editable}
              onChange={() => setAdding({ like: price })}
            />
          ))}
        </tbody>
      </Table>
      <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
        A price is never edited: a new row from a day on takes its place, and attempts keep what they were
        charged until they are priced again. Of one model the newest date wins, then the longest prompt’s
        band; a team’s own rows win over the list’s. A model without a price is charged by the dearest known
        one; a local model without a price is free.
      </p>
      <PriceDialog
        key={adding?.like?.id ?? 'new'}
        teamSlug={teamSlug}
        like={adding?.like ?? null}
        model={adding?.model ?? ''}
        today={today}
        open={adding !== null}
        onOpenChange={(open) => (open ? undefined : close())}
      />
    </Panel>
  )
}
