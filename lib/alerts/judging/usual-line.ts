import 'server-only'
import type { ConditionOf } from '@/lib/domain/alert-condition'

/** With fewer weeks nobody knows what is usual. */
export const FEWEST_WEEKS = 3
/**
 * Median absolute deviations to standard deviations of a normal distribution, with the correction for few values
 * (Croux & Rousseeuw 1992, b_n by n).
 */
const MAD_TO_SIGMA = 1.4826
const FEW: Record<number, number> = { 3: 1.495, 4: 1.363, 5: 1.206, 6: 1.2, 7: 1.14, 8: 1.129, 9: 1.107 }
/** So many deviations from the usual are still usual: one time in 30,000 by chance. */
const SIGMAS = 4

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Weeks since the first one in which there was anything: a team that has just begun has no usual of nothing. */
function knownWeeks(weeks: readonly number[]): number[] {
  const first = weeks.findLastIndex((value) => value > 0)
  return weeks.slice(0, first + 1)
}

/**
 * The line beyond which a sum is unusual: `factor` times the median of the same hours of the same weekday in the weeks
 * before (newest first), but never within four robust deviations of it (median ± k · 1.4826 · b_n · MAD) and never
 * below the floor. Below the usual: its n-th part, likewise. Null: fewer than three weeks are known, or the
 * usual is too small to be missed.
 */
export function usualLine(
  weeks: readonly number[],
  { factor, floor, direction }: Pick<ConditionOf<'baseline'>, 'factor' | 'floor' | 'direction'>,
): { line: number | null; usual: number | null; weeks: number } {
  const known = knownWeeks(weeks)
  if (known.length < FEWEST_WEEKS) return { line: null, usual: null, weeks: known.length }
  const usual = median(known)
  const few = FEW[known.length] ?? known.length / (known.length - 0.8)
  const spread = SIGMAS * MAD_TO_SIGMA * few * median(known.map((value) => Math.abs(value - usual)))
  if (direction === 'above') {
    return { line: Math.max(factor * usual, usual + spread, floor), usual, weeks: known.length }
  }
  const line = Math.min(usual / factor, usual - spread)
  return { line: usual < floor || line <= 0 ? null : line, usual, weeks: known.length }
}
