import 'server-only'
import type { Standing } from '@/lib/domain/alert'
import type { AlertDirection } from '@/lib/domain/alert-condition'

/**
 * Where a value stands to its line. Beyond it is trouble (on the line itself it is not); it is well again only when it is
 * `margin` (a share of the line) back on the good side, so that a figure at its line neither fires nor resolves again and
 * again. Nothing to measure neither fires nor resolves: an outage that stops all runs is no recovery.
 */
export function standOf(
  value: number | null,
  { line, direction, margin }: { line: number; direction: AlertDirection; margin: number },
): Standing {
  if (value === null) return 'between'
  const isAbove = direction === 'above'
  if (isAbove ? value > line : value < line) return 'beyond'
  // A share cannot be above 1: a line of 95 % with a margin of 10 % would never be left.
  const farthest = line <= 1 ? Math.min(1, line * (1 + margin)) : line * (1 + margin)
  const back = isAbove ? line * (1 - margin) : farthest
  return (isAbove ? value <= back : value >= back) ? 'within' : 'between'
}
