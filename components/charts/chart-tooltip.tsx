import { cn } from '@/components/ui/cn'
import { formatCount } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import { type ChartContent, stackTotal } from './chart-content'
import { pointLabel } from './chart-times'
import type { SeriesLook } from './series-look'
import { SeriesSwatch } from './series-pattern'
import type { ChartPlace } from './walk-points'

type ChartTooltipProps = {
  chart: ChartContent
  looks: readonly SeriesLook[]
  place: ChartPlace
  /** a click or Enter leads to the runs */
  leadsOn: boolean
}

/** What hovering or walking to a point shows: each series with its figure and its n, the period before beside it. */
export function ChartTooltip({ chart, looks, place, leadsOn }: ChartTooltipProps) {
  const point = chart.points[place.index]
  if (point === undefined) return null
  const before = chart.previous?.points[place.index]
  const text = (value: number | null) => (value === null ? 'no data' : formatFigure(chart.unit, value))
  const keys = looks.map(({ key }) => key)
  // What has nothing to say in a long list only makes it longer.
  const shown = looks.length > 6 ? looks.filter(({ key }) => (point.values[key] ?? null) !== null) : looks
  const summed = chart.form === 'stacked-bars' && looks.length > 1
  return (
    <>
      <p className="font-medium">
        {pointLabel(chart, place.index)}
        {chart.form === 'histogram' ? null : (
          <span className="pl-1.5 font-normal text-dim">{chart.timeZone}</span>
        )}
      </p>
      <table className="w-full whitespace-nowrap">
        {before === undefined ? null : (
          <thead className="text-faint">
            <tr>
              <td />
              <td className="text-right">now</td>
              <td />
              <td className="pl-3 text-right">before</td>
            </tr>
          </thead>
        )}
        <tbody>
          {shown.map((look) => (
            <tr
              key={look.key}
              className={cn('text-dim', look.key === place.series && 'font-medium text-ink')}
            >
              <td className="max-w-44 truncate pr-3">
                <span className="flex items-center gap-1.5">
                  <SeriesSwatch look={look} asLine={chart.form === 'lines'} />
                  <span className="truncate">{look.label}</span>
                </span>
              </td>
              <td className="text-right text-ink">{text(point.values[look.key] ?? null)}</td>
              <td className="pl-2 text-right">n {formatCount(point.n[look.key] ?? 0)}</td>
              {before === undefined ? null : (
                <td className="pl-3 text-right">{text(before.values[look.key] ?? null)}</td>
              )}
            </tr>
          ))}
          {summed ? (
            <tr>
              <td className="pr-3 text-dim">together</td>
              <td className="text-right font-medium">{text(stackTotal(point, keys))}</td>
              <td />
              {before === undefined ? null : (
                <td className="pl-3 text-right text-dim">{text(stackTotal(before, keys))}</td>
              )}
            </tr>
          ) : null}
        </tbody>
      </table>
      <p className="text-faint">
        n counts {chart.noun}s.{leadsOn ? ' Click or Enter: the runs behind it.' : ''}
      </p>
    </>
  )
}
