/** A whole number with separators: "12,345". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 })
}

/** A number short enough for an axis or a badge: "950", "12.3k", "4.1M". */
export function formatCompact(count: number): string {
  return count.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 }).replace('K', 'k')
}

/** A count with its noun: "1 run", "12 runs", "2 entries" (with an irregular plural given). */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
