'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { formatMoney } from '@/lib/format/format-money'
import { ChargesTable } from './charges-table'
import { useRunPage } from './run-context'

/** What one needs to show later that this output came from these inputs. */
export function ReceiptTab() {
  const { detail } = useRunPage()
  const json = JSON.stringify({ ...detail.receipt, charges: detail.charges }, null, 2)
  return (
    <>
      <header className="flex items-center gap-2 border-line-soft border-b px-3.5 py-1.5">
        <p className="flex-1 text-dim text-sm">Hashes, versions, tokens and prices of this run.</p>
        <CopyButton text={json} label="Copy as JSON" showLabel />
      </header>
      <dl className="grid gap-x-5 gap-y-1.5 px-3.5 py-3 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {Object.entries(detail.receipt).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-dim text-sm">{LABEL[name] ?? wordsOf(name)}</dt>
            <dd className="mb-1 font-mono text-xs leading-5 wrap-anywhere sm:mb-0">
              {name === 'costNanoUsd' && typeof value === 'number' ? formatMoney(value) : textOf(value)}
            </dd>
          </div>
        ))}
      </dl>
      <ChargesTable charges={detail.charges} />
    </>
  )
}

/** Names that do not read well when they are only taken apart. */
const LABEL: Record<string, string> = {
  costNanoUsd: 'cost',
  priceGuessed: 'a price was guessed',
  prices: 'price rows',
}

/** `snapshotSha256` → "snapshot SHA-256". */
const wordsOf = (name: string) =>
  name
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .replace('sha256', 'SHA-256')

function textOf(value: string | number | boolean | null): string {
  if (value === null) return 'none'
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
