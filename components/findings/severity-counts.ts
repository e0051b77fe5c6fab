import type { FindingSeverity } from '@/lib/domain/finding'
import { SEVERITIES } from '@/lib/domain/word-lists'

/** "1 critical, 2 medium": how many of each that there are any of. */
export function severityCounts(bySeverity: Readonly<Record<FindingSeverity, number>>): string {
  return SEVERITIES.filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${bySeverity[severity]} ${severity}`)
    .join(', ')
}
