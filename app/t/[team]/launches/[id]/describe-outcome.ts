import type { LaunchDetail } from '@/lib/domain/run-list'
import { formatMoney } from '@/lib/format/format-money'

type Estimate = Pick<
  LaunchDetail['launch'],
  'estimateLowNanoUsd' | 'estimateLikelyNanoUsd' | 'estimateHighNanoUsd'
>

/**
 * "estimated $0.12 ($0.05 to $0.31)"; where in that range the cost came to lie once all runs have ended, and that it is above
 * as soon as it is.
 */
export function describeOutcome(
  estimate: Estimate,
  actual: { costNanoUsd: number | null; ended: boolean },
): string | null {
  const { estimateLowNanoUsd: low, estimateLikelyNanoUsd: likely, estimateHighNanoUsd: high } = estimate
  const { costNanoUsd, ended } = actual
  // Nothing was to be paid, and nothing was: there is nothing to compare.
  if (likely === null || ((high ?? likely) === 0 && (costNanoUsd ?? 0) === 0)) return null
  if (low === null || high === null) return `estimated ${formatMoney(likely)}`
  const spread = low === high ? '' : ` (${formatMoney(low)} to ${formatMoney(high)})`
  const range = `estimated ${formatMoney(likely)}${spread}`
  // What is above it stays so, whatever else comes.
  if (costNanoUsd !== null && costNanoUsd > high) return `${range}: above it`
  if (!ended || costNanoUsd === null) return range
  return costNanoUsd < low ? `${range}: below it` : `${range}: within it`
}
