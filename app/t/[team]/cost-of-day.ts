import type { OverviewDay } from '@/lib/domain/overview'
import { formatMoney } from '@/lib/format/format-money'
import { formatDay } from '@/lib/format/format-time'

/**
 * What a day cost on average: "$1.20 a day", or "$1.20 a day since 21 Nov" where nothing is known of the days before. Null:
 * there is only one day, which would stand for all others.
 */
export function costOfDay(days: readonly OverviewDay[], timeZone: string): string | null {
  const first = days.findIndex(({ runs, costNanoUsd }) => runs > 0 || (costNanoUsd ?? 0) > 0)
  const counted = first === -1 ? [] : days.slice(first)
  const [begin] = counted
  if (begin === undefined || counted.length < 2) return null
  const spent = counted.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0)
  const mean = `${formatMoney(spent / counted.length)} a day`
  return first === 0 ? mean : `${mean} since ${formatDay(begin.at, timeZone)}`
}
