/** A whole number with separators: "12,345". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 })
}

/** A count with its noun: "1 run", "12 runs", "2 entries" (with an irregular plural given). */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
