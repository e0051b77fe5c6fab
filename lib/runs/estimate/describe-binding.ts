import 'server-only'
import type { Tier } from '@/lib/domain/words'
import { formatMoney } from '@/lib/format/format-money'
import type { MoneyRange } from './compute-estimate'

/** The most that calls of a launch can cost, nano-USD: so much must be free before each is made. */
export interface CallCosts {
  /** the call that starts a run, of the smallest module and of the largest */
  startCallNanoUsd: { least: number; most: number }
  /** the dearest that may follow */
  laterCallNanoUsd: number
  /** where that one is made */
  laterTier: Tier
}

/** What a budget with so much left means for a launch: null when it is enough for the high estimate and for any call. */
export function describeBinding(
  budget: { name: string; leftNanoUsd: number },
  estimate: MoneyRange & CallCosts & { modules: number },
): string | null {
  const { name, leftNanoUsd } = budget
  const { modules, likelyNanoUsd, highNanoUsd, startCallNanoUsd, laterCallNanoUsd, laterTier } = estimate
  const { least, most } = startCallNanoUsd
  if (modules === 0 || (highNanoUsd === 0 && most === 0)) return null
  const left = `${formatMoney(Math.max(0, leftNanoUsd))} left of the ${name}`
  if (leftNanoUsd < least) {
    return `${left}: the first call could cost ${formatMoney(least)}, so runs take the template.`
  }
  const later =
    leftNanoUsd < laterCallNanoUsd
      ? `a later call on ${laterTier} could cost ${formatMoney(laterCallNanoUsd)} and is then not made: what passed before is kept, else the template stands in.`
      : null
  if (leftNanoUsd < most) {
    return `${left}: the first call for the largest module could cost ${formatMoney(most)}; those it is not enough for take the template.`
  }
  if (leftNanoUsd < highNanoUsd) {
    const fit =
      likelyNanoUsd === 0 ? modules : Math.min(modules, Math.floor(leftNanoUsd / (likelyNanoUsd / modules)))
    if (fit < modules) return `${left}: about ${fit} of ${modules} modules; the others take the template.`
    if (later === null) return `${left}: probably enough, but not if many modules need repairs.`
  }
  return later === null ? null : `${left}: enough to begin, but ${later}`
}
