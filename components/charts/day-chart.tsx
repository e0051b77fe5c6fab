'use client'

import { BarChart3, Table2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { type DaySeries, type DayValues, sumDays } from './day-series'
import { DayTable } from './day-table'
import { SeriesSwatch } from './series-pattern'

const HEIGHT_PX = 200
/** two lines of legend */
const LEGEND_PX = 52

const DayBars = dynamic(() => import('./day-bars').then((module) => module.DayBars), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
})

type DayChartProps = {
  title: string
  /** the answer in one line, with n */
  note: ReactNode
  days: readonly DayValues[]
  series: readonly DaySeries[]
  format: (value: number) => string
  /** what to do so that there is something to see */
  emptyText: string
}

/** Figures by day as stacked bars or as a table; its height is the same in every state. */
export function DayChart({ title, note, days, series, format, emptyText }: DayChartProps) {
  const [asTable, setAsTable] = useState(false)
  const seen = series.filter(({ key }) => days.some(({ values }) => (values[key] ?? 0) > 0))
  const isEmpty = sumDays(days) === 0
  const Icon = asTable ? BarChart3 : Table2
  return (
    <Panel
      title={title}
      note={note}
      actions={
        isEmpty ? null : (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-pressed={asTable}
            aria-label={`${title} as a table`}
            title={asTable ? 'Show as bars' : 'Show as a table'}
            onClick={() => setAsTable(!asTable)}
          >
            <Icon aria-hidden />
          </Button>
        )
      }
    >
      <div
        className={asTable ? 'overflow-y-auto' : 'overflow-hidden'}
        style={{ height: HEIGHT_PX + LEGEND_PX }}
      >
        {isEmpty ? (
          <EmptyState title="No data yet" className="h-full content-center">
            {emptyText}
          </EmptyState>
        ) : asTable ? (
          <DayTable label={title} days={days} series={series} format={format} />
        ) : (
          <figure
            className="px-3.5 pt-2"
            aria-label={`${title}: bars by day. The table shows the same figures.`}
          >
            <div style={{ height: HEIGHT_PX }} aria-hidden>
              <DayBars days={days} series={series} format={format} heightPx={HEIGHT_PX} />
            </div>
            <figcaption className="flex flex-wrap gap-x-3.5 pt-2 text-dim text-xs">
              {seen.map((one) => (
                <span key={one.key} className="flex items-center gap-1.5">
                  <SeriesSwatch series={one} />
                  {one.label}
                </span>
              ))}
            </figcaption>
          </figure>
        )}
      </div>
    </Panel>
  )
}
