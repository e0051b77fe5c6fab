import type { ChartUnit } from '@/lib/domain/chart'
import { formatTick } from './format-figure'
import { formatUsdAmount } from './format-money'

/** A target as one would say it: "95 %", "4.5", "30 s", "$0.10". */
export function formatTarget(unit: ChartUnit, target: number): string {
  if (unit !== 'money') return formatTick(unit, target)
  const [dollars, cents = ''] = formatUsdAmount(target).split('.')
  return `$${dollars}.${cents.padEnd(2, '0')}`
}
