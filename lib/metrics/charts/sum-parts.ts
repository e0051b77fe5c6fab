import 'server-only'
import type { ChartTotal } from '@/lib/domain/chart'
import type { Cell } from './chart-plan'
import { OTHERS } from './top-groups'

/** What one row adds to one bucket of one series. */
export interface Part<Figures> {
  at: string
  series: string
  figures: Figures
}

/** The figure that a sum comes to, with its n. */
export type Measure<Figures> = (sum: Figures) => ChartTotal

type Sums = Record<string, number>

/** Adds up figures of the same kind, name by name, for each key. */
function sumBy<Figures extends Sums>(
  parts: readonly Part<Figures>[],
  keyOf: (part: Part<Figures>) => string,
): Map<string, Figures> {
  const sums = new Map<string, Sums>()
  for (const part of parts) {
    const key = keyOf(part)
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { ...part.figures })
    else for (const name in part.figures) sum[name] = (sum[name] ?? 0) + (part.figures[name] ?? 0)
  }
  return sums as Map<string, Figures>
}

/** What was not measured. */
export const NOTHING: ChartTotal = { value: null, n: 0 }

/** All parts added up; undefined: there are none. */
export function sumAll<Figures extends Sums>(parts: readonly Part<Figures>[]): Figures | undefined {
  return sumBy(parts, () => '').get('')
}

/** The figure over all parts; of none at all there is none. */
export function measureAll<Figures extends Sums>(
  parts: readonly Part<Figures>[],
  measure: Measure<Figures>,
): ChartTotal {
  const sum = sumAll(parts)
  return sum === undefined ? NOTHING : measure(sum)
}

/** The figure of each series; those with nothing to measure are left out. */
export function measureSeries<Figures extends Sums>(
  parts: readonly Part<Figures>[],
  measure: Measure<Figures>,
): Map<string, ChartTotal> {
  const totals = [...sumBy(parts, ({ series }) => series)].map(([key, sum]) => [key, measure(sum)] as const)
  return new Map(totals.filter(([, { n }]) => n > 0))
}

/** The figure of each bucket and series; series that are not among `top` together. */
export function measureCells<Figures extends Sums>(
  parts: readonly Part<Figures>[],
  top: readonly string[],
  measure: Measure<Figures>,
): Cell[] {
  const isTop = new Set(top)
  const shown = parts.map((part) => (isTop.has(part.series) ? part : { ...part, series: OTHERS }))
  const places = new Map(shown.map((part) => [placeOf(part), part]))
  return [...sumBy(shown, placeOf)].flatMap(([place, sum]) => {
    const { at, series } = places.get(place) ?? {}
    return at === undefined || series === undefined ? [] : [{ at, series, ...measure(sum) }]
  })
}

const placeOf = ({ at, series }: Pick<Cell, 'at' | 'series'>) => `${at} ${series}`
