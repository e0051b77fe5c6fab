import type { ChartSeries } from '@/lib/domain/chart'
import {
  ATTEMPT_OUTCOMES,
  MISS_REASONS,
  RUN_REASONS,
  RUN_SOURCES,
  TIERS,
  VERDICTS,
  WORKFLOW_NAMES,
} from '@/lib/domain/word-lists'

export const PATTERNS = [
  'plain',
  'stripes',
  'dots',
  'cross',
  'bars',
  'grid',
  'back-stripes',
  'rows',
  'dashes',
  'bricks',
] as const
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
/** What is left over, behind the palette: all that is not among the top, and what has no value to be split by. */
const REST = ['others', 'no-value']
const DASHES = [undefined, '7 3', '2 3', '9 3 2 3', '4 4', '12 4', '1 4', '9 3 2 3 2 3', '5 2', '14 3 5 3']

/** Series that people know by our own words, in their order: each has its place, whoever is drawn beside it. */
const WORDS: readonly (readonly string[])[] = [
  ['all'],
  WORKFLOW_NAMES,
  TIERS,
  [...VERDICTS, 'failed', 'cancelled'],
  RUN_SOURCES,
  MISS_REASONS,
  RUN_REASONS,
  ATTEMPT_OUTCOMES,
  ['p50', 'p95', 'p99'],
  // Stored results have the place that they have among the sources.
  ['prompt-cache', 'cache', 'tiering', 'batch'],
  ['true', 'false'],
  ['figure', 'line'],
  ['found', 'accepted', 'dismissed', 'fixed'],
]

/** Of a word its place in its list, of any other name a number that stays the same. */
function wishOf(key: string): { isWord: boolean; wish: number } {
  const place = WORDS.find((words) => words.includes(key))?.indexOf(key)
  if (place !== undefined) return { isWord: true, wish: place }
  const sum = Array.from(key).reduce((hash, sign) => (hash * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003, 7)
  return { isWord: false, wish: sum }
}

/** The place of each key, of which no two are the same; whose wish is taken gets the next free one, names after words. */
function placesOf(keys: readonly string[]): Map<string, number> {
  const wishes = keys.filter((key) => !REST.includes(key)).map((key) => ({ key, ...wishOf(key) }))
  const inTurn = wishes.toSorted(
    (a, b) =>
      Number(b.isWord) - Number(a.isWord) || (a.isWord ? a.wish - b.wish : 0) || (a.key < b.key ? -1 : 1),
  )
  const places = new Map(REST.map((key, index) => [key, PALETTE.length + index]))
  const taken = new Set<number>()
  for (const { key, wish } of inTurn) {
    const tries = PALETTE.map((_, step) => (wish + step) % PALETTE.length)
    const place = tries.find((each) => !taken.has(each)) ?? wish % PALETTE.length
    taken.add(place)
    places.set(key, place)
  }
  return places
}

/**
 * The looks of a chart's series by what they are called, in every chart alike: they stay when a series outgrows another
 * or a further one comes. No two of one chart are alike, with or without colour.
 */
export function seriesLooks(series: readonly ChartSeries[]): SeriesLook[] {
  const places = placesOf(series.map(({ key }) => key))
  return series.map((one) => {
    const place = places.get(one.key) ?? 0
    return {
      key: one.key,
      label: one.label,
      color: `var(${one.color ?? PALETTE[place] ?? '--template'})`,
      pattern: PATTERNS[place % PATTERNS.length] ?? 'plain',
      dash: DASHES[place % DASHES.length],
    }
  })
}
