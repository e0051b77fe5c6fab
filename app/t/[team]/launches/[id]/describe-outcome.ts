import type { LaunchDetail } from '@/lib/domain/run-list'
import { formatMoney } from '@/lib/format/format-money'

type Estimate = Pick<
  LaunchDetail['launch'],
  'estimateLowNanoUsd' | 'estimateLikelyNanoUsd' | 'estimateHighNanoUsd'
>

/** "estimated $0.12 ($0.05 to $0.31)"; once all runs have ended, where in that range the cost came to lie. */
export function describeOutcome(
  estimate: Estimate,
  actual: { costNanoUsd: number | null; ended: boolean },
): string | null {
  const { estimateLowNanoUsd: low, estimateLikelyNanoUsd: likely, estimateHighNanoUsd: high } = estimate
  if (likely === null || likely === 0) return null
  if (low === null || high === null) return `estimated ${formatMoney(likely)}`
  const range = `estimated ${formatMoney(likely)} (${formatMoney(low)} to ${formatMoney(high)})`
  if (!actual.ended || actual.costNanoUsd === null) return range
  if (actual.costNanoUsd < low) return `${range}: below it`
  return actual.costNanoUsd > high ? `${range}: above it` : `${range}: within it`
}
