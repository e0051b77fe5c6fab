import 'server-only'

/** Values of a bin differ from its middle by so much at most. */
const RELATIVE_ERROR = 0.02
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)

/** What stands for a bin of `timed_bin`: 2·g^i ÷ (g + 1) milliseconds; bin -1 is nothing. */
function middleOf(bin: number): number {
  return bin < 0 ? 0 : (2 * GROWTH ** bin) / (GROWTH + 1)
}

/**
 * The value of rank ceil(quantile · n) of a histogram, in milliseconds, within 2 % (DDSketch: Masson, Rim, Lee, VLDB 2019,
 * proposition 4). `bins` ascend; NaN for a histogram of nothing.
 */
export function quantileOf(
  { bins, counts }: { bins: readonly number[]; counts: readonly number[] },
  quantile: number,
): number {
  const n = counts.reduce((sum, count) => sum + count, 0)
  const rank = Math.max(1, Math.ceil(quantile * n))
  let seen = 0
  for (const [index, bin] of bins.entries()) {
    seen += counts[index] ?? 0
    if (seen >= rank) return middleOf(bin)
  }
  return Number.NaN
}
