import type { LaunchEstimate } from '@/lib/domain/launch'
import { formatPlural } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import { formatMoney } from '@/lib/format/format-money'

/** "likely $0.1200 ($0.0500 to $0.3100)", "$0", or that nobody can say. */
export function describeCost(estimate: LaunchEstimate): string {
  const { lowNanoUsd, likelyNanoUsd, highNanoUsd } = estimate
  if (likelyNanoUsd === null) return 'cost not known: the model has no price'
  if (likelyNanoUsd === 0 && (highNanoUsd ?? 0) === 0) return '$0'
  const likely = `likely ${formatMoney(likelyNanoUsd)}`
  if (likelyNanoUsd === 0 && highNanoUsd !== null) return `${likely}, up to ${formatMoney(highNanoUsd)}`
  if (lowNanoUsd === null || highNanoUsd === null || lowNanoUsd === highNanoUsd) return likely
  return `${likely} (${formatMoney(lowNanoUsd)} to ${formatMoney(highNanoUsd)})`
}

/** What the cost rests on, with its n. */
export function describeBasis(estimate: LaunchEstimate): string {
  const { likelyNanoUsd, highNanoUsd, basedOnRuns, tokensCounted } = estimate
  if (likelyNanoUsd === null || (highNanoUsd ?? likelyNanoUsd) === 0) return ''
  if (basedOnRuns === 0) return 'from token counts and prices; too few earlier runs yet'
  const runs = `from ${formatPlural(basedOnRuns, 'earlier run')}`
  return tokensCounted ? `${runs}; where too few asked this model, from token counts and prices` : runs
}

/** "3 from the cache, run again · 2 may be"; null: nothing is there. */
export function describeCache({ fromCache, maybeFromCache }: LaunchEstimate): string | null {
  if (fromCache === 0) return maybeFromCache === 0 ? null : `${maybeFromCache} may come from the cache`
  const sure = `${fromCache} from the cache, run again`
  return maybeFromCache === 0 ? sure : `${sure} · ${maybeFromCache} may be`
}

/** "about 2 min", or nothing when no run has ended yet. */
export function describeTime(estimate: LaunchEstimate): string | null {
  return estimate.likelySeconds === null ? null : `about ${formatDuration(estimate.likelySeconds * 1000)}`
}
