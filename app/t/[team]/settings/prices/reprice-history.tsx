import { RelativeTime } from '@/components/ui/relative-time'
import type { RepriceEvent } from '@/lib/domain/price'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { formatDifference } from './format-difference'

/** Who priced what again, with the difference it made. */
export function RepriceHistory({ reprices }: { reprices: readonly RepriceEvent[] }) {
  if (reprices.length === 0) return null
  return (
    <ul className="divide-y divide-line-soft border-line-soft border-t">
      {reprices.map((reprice) => (
        <li key={reprice.id} className="px-3.5 py-2">
          <span className="font-medium">{reprice.who}</span> priced{' '}
          {formatPlural(reprice.attempts, 'attempt')} of {reprice.models.join(', ')} from {reprice.from} to{' '}
          {reprice.to} again: {formatMoney(reprice.beforeNanoUsd)} → {formatMoney(reprice.afterNanoUsd)} (
          {formatDifference(reprice.beforeNanoUsd, reprice.afterNanoUsd)}){' '}
          <RelativeTime time={reprice.at} className="text-dim" />
        </li>
      ))}
    </ul>
  )
}
