import 'server-only'

/** More colours than these cannot be told apart. */
const MOST_SERIES = 8
/** Key of all that is not among them. */
export const OTHERS = 'others'

/** The keys that weigh most, heaviest first, and those that are shown together as "others". */
export function topGroups(weights: ReadonlyMap<string, number>): { top: string[]; others: string[] } {
  const sorted = [...weights].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
  const keys = sorted.map(([key]) => key)
  return { top: keys.slice(0, MOST_SERIES), others: keys.slice(MOST_SERIES) }
}
