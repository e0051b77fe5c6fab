import { TriangleAlert } from 'lucide-react'
import type { UnpricedModel } from '@/lib/domain/price'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { AddPrice } from './add-price'

/** Models whose attempts were charged by a guess: the dearest known price. */
export function UnpricedModels({
  teamSlug,
  unpriced,
  editable,
}: {
  teamSlug: string
  unpriced: readonly UnpricedModel[]
  editable: boolean
}) {
  if (unpriced.length === 0) return null
  return (
    <ul className="grid gap-1 rounded-lg border bg-warn-soft px-3.5 py-2.5 text-warn">
      {unpriced.map(({ model, attempts, costNanoUsd, hasPriceNow }) => (
        <li key={model} className="flex items-start gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            <span className="font-mono text-xs">{model}</span> had no price:{' '}
            {formatPlural(attempts, 'attempt was', 'attempts were')} charged {formatMoney(costNanoUsd)} by the
            dearest known price.{' '}
            {hasPriceNow ? (
              'It has a price now: price them again below.'
            ) : (
              <AddPrice teamSlug={teamSlug} model={model} editable={editable} scroll={false} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
