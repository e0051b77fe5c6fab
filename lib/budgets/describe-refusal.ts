import 'server-only'
import { describeBindingBudget } from '@/lib/domain/describe-budget'
import { formatMoney } from '@/lib/format/format-money'
import type { Reservation } from './reserve-budget'

/** Why no call was made: which budget, what is left of it, where the rest is, and what the call could have cost. */
export function describeRefusal(
  refusal: Extract<Reservation, { reserved: false }>,
  mostNanoUsd: number,
): string {
  const { limitNanoUsd, leftNanoUsd, reservedNanoUsd } = refusal
  const spent = formatMoney(limitNanoUsd - leftNanoUsd - reservedNanoUsd)
  const held =
    reservedNanoUsd === 0
      ? ''
      : ` (${spent} spent, ${formatMoney(reservedNanoUsd)} reserved by calls under way)`
  const left = `${formatMoney(Math.max(0, leftNanoUsd))} left of ${formatMoney(limitNanoUsd)}`
  return `${describeBindingBudget(refusal)}: ${left}${held}, the call could cost ${formatMoney(mostNanoUsd)}`
}
