/** The p-th percentile (0..1) by linear interpolation between closest ranks; throws for an empty list. */
export function percentile(values: number[], p: number): number {
  const sorted = values.toSorted((first, second) => first - second)
  const rank = p * (sorted.length - 1)
  const below = sorted[Math.floor(rank)]
  const above = sorted[Math.ceil(rank)]
  if (below === undefined || above === undefined) throw new Error('no values to take a percentile of')
  return below + (above - below) * (rank - Math.floor(rank))
}
