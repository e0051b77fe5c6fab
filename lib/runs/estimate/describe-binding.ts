import 'server-only'
import { formatMoney } from '@/lib/format/format-money'
import type { MoneyRange } from './compute-estimate'

/**
 * What a budget with so much left means for a launch: null when it is enough for the high estimate. `worstCallNanoUsd`
 * must be free before any call is made.
 */
export function describeBinding(
  budget: { name: string; leftNanoUsd: number },
  estimate: MoneyRange & { modules: number; worstCallNanoUsd: number },
): string | null {
  const { name, leftNanoUsd } = budget
  const { modules, likelyNanoUsd, highNanoUsd, worstCallNanoUsd } = estimate
  if (modules === 0 || highNanoUsd === 0) return null
  const left = `${formatMoney(Math.max(0, leftNanoUsd))} left of the ${name}`
  if (leftNanoUsd < worstCallNanoUsd) {
    return `${left}: one call could cost ${formatMoney(worstCallNanoUsd)}, so runs take the template.`
  }
  if (leftNanoUsd >= Math.max(highNanoUsd, worstCallNanoUsd)) return null
  const fit = Math.min(modules, Math.floor(leftNanoUsd / (likelyNanoUsd / modules)))
  return fit === modules
    ? `${left}: probably enough, but not if many modules need repairs.`
    : `${left}: about ${fit} of ${modules} modules; the others take the template.`
}
