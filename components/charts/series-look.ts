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
 * The looks of a chart's series, by the order of their keys: they stay when a series outgrows another. Series of one
 * colour differ in pattern and dash.
 */
export function seriesLooks(series: readonly ChartSeries[]): SeriesLook[] {
  const byKey = series.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const unnamed = byKey.filter(({ key, color }) => color === null && !REST.has(key))
  return series.map((one) => {
    const place = byKey.indexOf(one)
    const own = unnamed.indexOf(one)
    const token = one.color ?? (own === -1 ? '--template' : PALETTE[own % PALETTE.length])
    return {
      key: one.key,
      label: one.label,
      color: `var(${token})`,
      pattern: PATTERNS[place % PATTERNS.length] ?? 'plain',
      dash: DASHES[place % DASHES.length],
    }
  })
}
