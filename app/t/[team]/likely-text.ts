import type { BudgetForecast } from '@/lib/domain/budget'
import { formatMoney } from '@/lib/format/format-money'

/** How sure a forecast is: "likely $3.10 to $5.60"; empty where there is none, or no day was ever unlike another. */
export function likelyText({
  lowNanoUsd,
  highNanoUsd,
}: Pick<BudgetForecast, 'lowNanoUsd' | 'highNanoUsd'>): string {
  if (lowNanoUsd === null || highNanoUsd === null) return ''
  const [low, high] = [formatMoney(lowNanoUsd), formatMoney(highNanoUsd)]
  return low === high ? '' : `likely ${low} to ${high}`
}
