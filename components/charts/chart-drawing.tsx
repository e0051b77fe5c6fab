'use client'

import { memo } from 'react'
import { Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { ChartPoint } from '@/lib/domain/chart'
import { formatTicks } from '@/lib/format/format-figure'
import { formatTarget } from '@/lib/format/format-target'
import { type ChartContent, stackTotal } from './chart-content'
import { PLOT_INSET } from './chart-layout'
import { axisLabel } from './chart-times'
import type { SeriesLook } from './series-look'
import { SeriesPattern, seriesFill } from './series-pattern'
import type { ValueAxis } from './value-axis'

type ChartDrawingProps = {
  chart: ChartContent
  /** of the series that are drawn */
  looks: readonly SeriesLook[]
  axis: ValueAxis
  /** begins the ids of this drawing */
  scope: string
  widthPx: number
  heightPx: number
}

interface Row {
  index: number
  now: ChartPoint
  before: ChartPoint | undefined
}

const TICK = { fill: 'var(--faint)', fontSize: 11 }
const MARGIN = { top: PLOT_INSET.top, right: PLOT_INSET.right, bottom: 0, left: 0 }

/**
 * The figures as recharts draws them: axes, bars or lines. Whatever moves with the pointer lies over it, so that it is
 * drawn again only when its data or size changes. Loaded on demand: recharts is heavy.
 */
export const ChartDrawing = memo(function ChartDrawing(props: ChartDrawingProps) {
  const { chart, looks, axis, scope, widthPx, heightPx } = props
  const rows = chart.points.map((now, index): Row => ({ index, now, before: chart.previous?.points[index] }))
  const keys = looks.map(({ key }) => key)
  const texts = formatTicks(chart.unit, axis.ticks)
  const tickTexts = new Map(axis.ticks.map((tick, place) => [tick, texts[place]]))
  const isLines = chart.form === 'lines'
  return (
    <ComposedChart
      data={rows}
      width={widthPx}
      height={heightPx}
      margin={MARGIN}
      stackOffset="sign"
      barCategoryGap="18%"
      accessibilityLayer={false}
    >
      <defs>
        {looks.map((look, place) => (
          <SeriesPattern key={look.key} scope={scope} place={place} look={look} />
        ))}
      </defs>
      <CartesianGrid vertical={false} stroke="var(--line-soft)" />
      <XAxis
        dataKey="index"
        scale="band"
        tickFormatter={(index: number) => axisLabel(chart, index)}
        height={PLOT_INSET.bottom}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        minTickGap={18}
      />
      <YAxis
        domain={[axis.bottom, axis.top]}
        ticks={axis.ticks}
        interval={0}
        tickFormatter={(value: number) => tickTexts.get(value) ?? ''}
        width={PLOT_INSET.left}
        tick={TICK}
        tickLine={false}
        axisLine={false}
      />
      {axis.bottom < 0 ? <ReferenceLine y={0} stroke="var(--line)" /> : null}
      {chart.target === null ? null : (
        <ReferenceLine
          y={chart.target}
          stroke="var(--dim)"
          strokeDasharray="5 4"
          label={{
            value: `target ${formatTarget(chart.unit, chart.target)}`,
            // Above the line, but for one at the very top: there is where the annotations are.
            position:
              chart.target > axis.bottom + (axis.top - axis.bottom) * 0.9
                ? 'insideTopRight'
                : 'insideBottomRight',
            fill: 'var(--dim)',
            fontSize: 11,
            // Lines that pass behind it leave it readable.
            stroke: 'var(--panel)',
            strokeWidth: 3,
            paintOrder: 'stroke',
          }}
        />
      )}
      {isLines && chart.previous !== null
        ? looks.map((look) => (
            <Line
              key={`before ${look.key}`}
              dataKey={(row: Row) => row.before?.values[look.key] ?? null}
              stroke={look.color}
              strokeOpacity={0.5}
              strokeWidth={1.5}
              strokeDasharray="2 4"
              dot={false}
              isAnimationActive={false}
            />
          ))
        : null}
      {looks.map((look, place) =>
        isLines ? (
          <Line
            key={look.key}
            dataKey={(row: Row) => row.now.values[look.key] ?? null}
            stroke={look.color}
            strokeWidth={2}
            strokeDasharray={look.dash}
            dot={({ key, index, cx, cy }) =>
              isAlone(rows, look.key, index) ? (
                <circle key={key} cx={cx} cy={cy} r={3} fill={look.color} />
              ) : null
            }
            isAnimationActive={false}
          />
        ) : (
          <Bar
            key={look.key}
            dataKey={(row: Row) => row.now.values[look.key] ?? null}
            stackId="stack"
            fill={seriesFill(scope, place, look)}
            maxBarSize={44}
            isAnimationActive={false}
          />
        ),
      )}
      {!isLines && chart.previous !== null ? (
        <Line
          dataKey={(row: Row) => (row.before === undefined ? null : stackTotal(row.before, keys))}
          type="step"
          stroke="var(--dim)"
          strokeWidth={1.5}
          strokeDasharray="3 3"
          dot={false}
          isAnimationActive={false}
        />
      ) : null}
    </ComposedChart>
  )
})

/** Without neighbours there is no line to see. */
function isAlone(rows: readonly Row[], key: string, index: number): boolean {
  const has = (at: number) => (rows[at]?.now.values[key] ?? null) !== null
  return has(index) && !has(index - 1) && !has(index + 1)
}
