'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatDay } from '@/lib/format/format-time'
import type { DaySeries, DayValues } from './day-series'
import { DayTooltip } from './day-tooltip'
import { SeriesPattern, seriesFill } from './series-pattern'

type DayBarsProps = {
  days: readonly DayValues[]
  series: readonly DaySeries[]
  format: (value: number) => string
  heightPx: number
}

const TICK = { fill: 'var(--faint)', fontSize: 11 }

/** Stacked bars, one per day. Loaded on demand by day-chart.tsx: recharts is heavy. */
export function DayBars({ days, series, format, heightPx }: DayBarsProps) {
  const rows = days.map(({ day, values }) => ({ day, ...values }))
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <BarChart data={rows} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <defs>
          {series.map((one) => (
            <SeriesPattern key={one.key} series={one} />
          ))}
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line-soft)" />
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => formatDay(day)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          minTickGap={24}
        />
        <YAxis
          tickFormatter={format}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={52}
          tickCount={4}
          allowDecimals
        />
        <Tooltip
          cursor={{ fill: 'var(--line-soft)' }}
          isAnimationActive={false}
          content={({ active, label }) => {
            const found = active ? days.find(({ day }) => day === label) : undefined
            return found ? <DayTooltip day={found} series={series} format={format} /> : null
          }}
        />
        {series.map((one) => (
          <Bar
            key={one.key}
            dataKey={one.key}
            stackId="day"
            fill={seriesFill(one)}
            isAnimationActive={false}
            maxBarSize={44}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
