import 'server-only'
import type { ChartTotal } from '@/lib/domain/chart'
import type { CriterionState } from '@/lib/domain/criterion'
import type { TargetSide } from '@/lib/domain/targets'

const IS_MET = {
  above: (value: number, target: number) => value > target,
  below: (value: number, target: number) => value < target,
  'at-least': (value: number, target: number) => value >= target,
} satisfies Record<TargetSide, (value: number, target: number) => boolean>

/** Where a figure stands against its target; measured on less than `neededN`, nowhere yet. */
export function stateOf(
  { value, n }: ChartTotal,
  { side, target, neededN }: { side: TargetSide; target: number; neededN: number },
): CriterionState {
  if (value === null) return 'no-data'
  if (n < neededN) return 'too-few'
  return IS_MET[side](value, target) ? 'met' : 'missed'
}
