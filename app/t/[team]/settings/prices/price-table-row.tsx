'use client'

import { Copy, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Pill } from '@/components/ui/pill'
import { Td, Tr } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { PRICE_AGE_WARNING_DAYS, type PriceRow } from '@/lib/domain/price'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatRate } from '@/lib/format/format-rate'
import { removePriceAction } from './actions'

type PriceTableRowProps = { teamSlug: string; price: PriceRow; editable: boolean; onChange: () => void }

const DAY_MS = 86_400_000

/** One dated row of a model's price. */
export function PriceTableRow({ teamSlug, price, editable, onChange }: PriceTableRowProps) {
  const quiet = price.state === 'replaced' ? 'text-dim' : undefined
  return (
    <Tr className={quiet}>
      <Td>
        <span className="font-mono text-xs">{price.model}</span>
        {price.minPromptTokens === 0 ? null : (
          <span className="block text-dim text-xs">
            prompts from {formatCount(price.minPromptTokens)} tokens
          </span>
        )}
        <span className="mt-0.5 flex items-center gap-1 text-dim text-xs">
          {price.from.slice(0, 10)} <State price={price} />
        </span>
      </Td>
      <Td numeric>{formatRate(price.input)}</Td>
      <Td numeric>{formatRate(price.output)}</Td>
      <Td numeric>{formatRate(price.cacheRead)}</Td>
      <Td numeric>
        {formatRate(price.cacheWrite5m)} · {formatRate(price.cacheWrite1h)}
      </Td>
      <Td numeric>{price.batchPermille / 10} %</Td>
      <Td className="max-w-40">
        <Source price={price} />
        {price.attempts === 0 ? null : (
          <span className="block text-dim text-xs">charged {formatPlural(price.attempts, 'attempt')}</span>
        )}
      </Td>
      {editable ? (
        <Td className="text-right">
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={`New price of ${price.model}`}
            onClick={onChange}
          >
            <Copy aria-hidden />
          </Button>
          {price.isOwn && price.attempts === 0 ? <RemovePrice teamSlug={teamSlug} price={price} /> : null}
        </Td>
      ) : null}
    </Tr>
  )
}

function State({ price }: { price: PriceRow }): ReactNode {
  return (
    <>
      {price.state === 'in-force' ? <Pill tone="verified">in force</Pill> : null}
      {price.state === 'later' ? <Pill tone="run">later</Pill> : null}
      {price.isOwn ? <Pill>own</Pill> : null}
    </>
  )
}

function Source({ price }: { price: PriceRow }) {
  const ageDays = Math.floor((Date.now() - Date.parse(price.sourceDate)) / DAY_MS)
  const isOld = price.state === 'in-force' && ageDays > PRICE_AGE_WARNING_DAYS
  const isLink = price.source.startsWith('https://')
  return (
    <>
      {isLink ? (
        <a
          className="block truncate py-0.5 text-accent hover:underline"
          href={price.source}
          target="_blank"
          rel="noreferrer"
        >
          {new URL(price.source).host}
        </a>
      ) : (
        <span className="block truncate" title={price.source}>
          {price.source}
        </span>
      )}
      <span className={isOld ? 'text-warn text-xs' : 'text-dim text-xs'} suppressHydrationWarning>
        read {price.sourceDate.slice(0, 10)}
        {isOld ? `: ${ageDays} days old, look again` : ''}
      </span>
    </>
  )
}

function RemovePrice({ teamSlug, price }: { teamSlug: string; price: PriceRow }) {
  const router = useRouter()
  const { run } = useToastAction(removePriceAction)
  const remove = async () => {
    const result = await run({ team: teamSlug, id: price.id })
    if (result.ok) toast.success(`The price of ${price.model} was removed.`)
    router.refresh()
  }
  return (
    <ConfirmDialog
      title={`Remove the price of ${price.model}?`}
      description={`From ${price.from.slice(0, 10)}. No attempt was charged by it.`}
      confirmLabel="Remove it"
      onConfirm={remove}
    >
      <Button size="icon-sm" variant="ghost" aria-label={`Remove the price of ${price.model}`}>
        <Trash2 aria-hidden />
      </Button>
    </ConfirmDialog>
  )
}
