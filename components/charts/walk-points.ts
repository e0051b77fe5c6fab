import { type ChartContent, hasValue } from './chart-content'

/** Where the keyboard or the pointer is: a point, and the series whose runs Enter opens. */
export interface ChartPlace {
  index: number
  series: string | null
}

type Walked = Pick<ChartContent, 'points' | 'series'>

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  PageUp: (index) => index - 7,
  PageDown: (index) => index + 7,
  Home: () => 0,
  End: (_index, last) => last,
}

/**
 * The place after a key: sideways between points, up and down between the series that have a value there. null: the key
 * does not walk. The first press of any of them begins at the newest point.
 */
export function walkPoints(chart: Walked, place: ChartPlace | null, key: string): ChartPlace | null {
  const last = chart.points.length - 1
  if (last < 0) return null
  const step = STEPS[key]
  if (step !== undefined) {
    const index = place === null ? (key === 'Home' ? 0 : last) : step(place.index, last)
    return keepSeries(chart, Math.min(last, Math.max(0, index)), place?.series ?? null)
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null
  if (place === null) return keepSeries(chart, last, null)
  const known = valuedSeries(chart, place.index)
  const at = known.indexOf(place.series ?? '')
  // Stacks and legends begin at the bottom, so up is on.
  const next = known[(at + (key === 'ArrowUp' ? 1 : -1) + known.length) % Math.max(1, known.length)]
  return { index: place.index, series: next ?? null }
}

/** At a point stays with the series if it has a value there, else with the first that has. */
export function keepSeries(chart: Walked, index: number, series: string | null): ChartPlace {
  const known = valuedSeries(chart, index)
  return { index, series: series !== null && known.includes(series) ? series : (known[0] ?? null) }
}

const valuedSeries = ({ points, series }: Walked, index: number): string[] =>
  series.filter(({ key }) => hasValue(points[index], key)).map(({ key }) => key)
