import type { ChartSeries } from '@/lib/domain/chart'

export const PATTERNS = ['plain', 'stripes', 'dots', 'cross', 'bars', 'grid'] as const
export type Pattern = (typeof PATTERNS)[number]

/** How one series is told from the others, with and without colour. */
export interface SeriesLook {
  key: string
  label: string
  /** as CSS: `var(--verified)` */
  color: string
  /** of an area */
  pattern: Pattern
  /** of a line, as SVG's stroke-dasharray; undefined: drawn through */
  dash: string | undefined
}

/** Tokens for series without a meaning of their own, told apart also by those who see few colours. */
const PALETTE = [
  '--chart-1',
  '--chart-2',
  '--chart-3',
  '--chart-4',
  '--chart-5',
  '--chart-6',
  '--chart-7',
  '--chart-8',
] as const
/** What is left over: all that is not among the top, and what has no value to be split by. */
const REST = new Set(['others', 'no-value'])
const DASHES = [undefined, '7 3', '2 3', '9 3 2 3', '4 4', '12 4']

/**
 * The looks of a chart's series, by their place. Neighbours never share a pattern, two series of one colour neither.
 */
export function seriesLooks(series: readonly ChartSeries[]): SeriesLook[] {
  let unnamed = 0
  return series.map(({ key, label, color }, place) => {
    const isOwn = color === null && !REST.has(key)
    const token = color ?? (isOwn ? PALETTE[unnamed % PALETTE.length] : '--template')
    if (isOwn) unnamed += 1
    return {
      key,
      label,
      color: `var(${token})`,
      pattern: PATTERNS[place % PATTERNS.length] ?? 'plain',
      dash: DASHES[place % DASHES.length],
    }
  })
}
