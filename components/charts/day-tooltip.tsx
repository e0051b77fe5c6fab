import { formatDay } from '@/lib/format/format-time'
import type { DaySeries, DayValues } from './day-series'
import { SeriesSwatch } from './series-pattern'

type DayTooltipProps = { day: DayValues; series: readonly DaySeries[]; format: (value: number) => string }

/** What hovering a day shows. */
export function DayTooltip({ day, series, format }: DayTooltipProps) {
  return (
    <div className="grid gap-1 rounded-md border bg-panel px-2.5 py-1.5 text-xs shadow-float">
      <p className="font-medium">{formatDay(day.day)}</p>
      {series.map((one) => (
        <p key={one.key} className="flex items-center gap-1.5 text-dim">
          <SeriesSwatch series={one} />
          <span className="flex-1">{one.label}</span>
          <span className="pl-3 text-ink">{format(day.values[one.key] ?? 0)}</span>
        </p>
      ))}
    </div>
  )
}
