import type { TargetKind } from '@/lib/domain/targets'
import { formatTarget } from '@/lib/format/format-target'

export const SIDE_SIGN = { above: '>', below: '<', 'at-least': '≥' } satisfies Record<
  TargetKind['side'],
  string
>

/** "> 95 %", "< $0.10", "all". */
export function targetText({ unit, side }: Pick<TargetKind, 'unit' | 'side'>, target: number): string {
  if (side === 'at-least' && unit === 'share' && target === 1) return 'all'
  return `${SIDE_SIGN[side]} ${formatTarget(unit, target)}`
}
