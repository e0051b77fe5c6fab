import { formatPlural } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import type { ChartContent } from './chart-content'
import { pointLabel } from './chart-times'
import type { ChartPlace } from './walk-points'

/** A place of a chart as a screen reader says it: "Mon 23 Nov 2026: cheap, $0.0204, n = 12 calls". */
export function placeText(chart: ChartContent, place: ChartPlace): string {
  const point = chart.points[place.index]
  const when = pointLabel(chart, place.index)
  const series = chart.series.find(({ key }) => key === place.series)
  const value = series === undefined ? null : (point?.values[series.key] ?? null)
  if (point === undefined || series === undefined || value === null) return `${when}: no data`
  const n = formatPlural(point.n[series.key] ?? 0, chart.noun)
  return `${when}: ${series.label}, ${formatFigure(chart.unit, value)}, n = ${n}`
}
