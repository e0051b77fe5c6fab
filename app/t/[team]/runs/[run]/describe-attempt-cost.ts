import type { RunDetail } from '@/lib/domain/run'
import { formatMoney } from '@/lib/format/format-money'

type Priced = Pick<
  RunDetail['attempts'][number],
  'costNanoUsd' | 'firstCostNanoUsd' | 'priceGuessed' | 'isBatch' | 'model'
>

/** "$0.0204", with what a person should know of how it was priced. */
export function describeAttemptCost(attempt: Priced): string {
  const { costNanoUsd, firstCostNanoUsd, priceGuessed, isBatch, model } = attempt
  const notes = [
    priceGuessed ? `${model ?? 'the model'} has no price: dearest known taken` : null,
    isBatch ? 'batch price' : null,
    firstCostNanoUsd === null ? null : `priced again, was ${formatMoney(firstCostNanoUsd)}`,
  ].filter((note) => note !== null)
  return `${formatMoney(costNanoUsd)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`
}
