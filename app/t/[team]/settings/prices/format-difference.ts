import { formatMoney } from '@/lib/format/format-money'

/** "+$0.0204", "−$1.20", "±$0". */
export function formatDifference(beforeNanoUsd: number, afterNanoUsd: number): string {
  const difference = afterNanoUsd - beforeNanoUsd
  if (difference === 0) return '±$0'
  return difference > 0 ? `+${formatMoney(difference)}` : formatMoney(difference)
}
