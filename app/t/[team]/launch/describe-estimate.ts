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
  if (lowNanoUsd === null || highNanoUsd === null || lowNanoUsd === highNanoUsd) return likely
  return `${likely} (${formatMoney(lowNanoUsd)} to ${formatMoney(highNanoUsd)})`
}

/** What the cost rests on, with its n. */
export function describeBasis(estimate: LaunchEstimate): string {
  if (estimate.likelyNanoUsd === null || estimate.likelyNanoUsd === 0) return ''
  if (estimate.basedOnRuns === 0) return 'from token counts and prices; too few earlier runs yet'
  return `from ${formatPlural(estimate.basedOnRuns, 'earlier run')}`
}

/** "about 2 min", or nothing when no run has ended yet. */
export function describeTime(estimate: LaunchEstimate): string | null {
  return estimate.likelySeconds === null ? null : `about ${formatDuration(estimate.likelySeconds * 1000)}`
}
