'use client'

import { type KeyboardEvent, useState } from 'react'
import { useGo } from '@/components/layout/use-go'
import { cn } from '@/components/ui/cn'
import { type ChartContent, hasValue, stackTotal } from './chart-content'
import { NARROW_PX, PLOT_INSET } from './chart-layout'
import { pointLabel, stretchWindow } from './chart-times'
import { ChartTooltip } from './chart-tooltip'
import { placeText } from './place-text'
import { seriesAt } from './series-at'
import type { SeriesLook } from './series-look'
import { type Stretch, useChartPointer } from './use-chart-pointer'
import type { ValueAxis } from './value-axis'
import { type ChartPlace, keepSeries, walkPoints } from './walk-points'

export interface ChartActs {
  /** the page with the runs behind a place; null: there are none */
  hrefOf?: (place: ChartPlace) => string | null
  /** shows a stretch of the chart's time alone */
  onZoom?: (window: { from: string; until: string }) => void
}

type ChartOverlayProps = ChartActs & {
  chart: ChartContent
  /** of the series that are drawn */
  looks: readonly SeriesLook[]
  axis: ValueAxis
  widthPx: number
}

/**
 * What a person does with a chart, over its drawing: hover and arrow keys show a point, Enter and a click open what is
 * behind it, a stretch that is dragged or chosen with Shift and arrow keys becomes the page's range.
 */
export function ChartOverlay({ chart, looks, axis, widthPx, hrefOf, onZoom }: ChartOverlayProps) {
  const [place, setPlace] = useState<ChartPlace | null>(null)
  const [stretch, setStretch] = useState<Stretch | null>(null)
  const go = useGo()
  const count = chart.points.length
  const visible = {
    ...chart,
    series: chart.series.filter(({ key }) => looks.some((look) => look.key === key)),
  }
  const keys = visible.series.map(({ key }) => key)
  // Data that arrives live may have fewer points than the one that was walked.
  const shown = place !== null && place.index < count ? place : null

  const open = (at: ChartPlace, newTab = false) => {
    const href = at.series === null ? null : (hrefOf?.(at) ?? null)
    if (href === null) return
    if (newTab) window.open(href, '_blank', 'noopener')
    else go(href)
  }
  const zoom = ({ first, last }: Stretch) => {
    const range = stretchWindow(chart, first, last)
    setStretch(null)
    if (range !== null) onZoom?.(range)
  }
  const canZoom = onZoom !== undefined && chart.form !== 'histogram'
  const pointer = useChartPointer({
    points: count,
    aim: (index, height) => ({
      index,
      series: seriesAt(visible, keys, index, axis.bottom + height * (axis.top - axis.bottom)),
    }),
    place: shown,
    onPlace: setPlace,
    stretch,
    onStretch: (next) => canZoom && setStretch(next),
    onZoom: zoom,
    onOpen: open,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'Escape' && (stretch !== null || shown !== null)) {
      if (stretch === null) setPlace(null)
      setStretch(null)
    } else if (event.key === 'Enter' && stretch !== null) {
      zoom(stretch)
    } else if (event.key === 'Enter' && shown !== null) {
      open(shown)
    } else {
      const next = walkPoints(visible, shown, event.key)
      if (next === null) return
      const sideways = next.index !== shown?.index
      if (canZoom && event.shiftKey && shown !== null && sideways)
        setStretch({ first: stretch?.first ?? shown.index, last: next.index })
      else if (!event.shiftKey) setStretch(null)
      setPlace(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  const at = shown ?? { index: count - 1, series: null }
  const leadsOn = shown !== null && shown.series !== null && (hrefOf?.(shown) ?? null) !== null
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${chart.title}: its points, one by one`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count - 1)}
      aria-valuenow={Math.max(0, at.index)}
      aria-valuetext={
        stretchText(chart, stretch) ?? placeText(chart, shown ?? keepSeries(visible, at.index, null))
      }
      className={cn(
        'absolute touch-pan-y rounded-sm select-none',
        leadsOn ? 'cursor-pointer' : 'cursor-crosshair',
      )}
      style={PLOT_INSET}
      onKeyDown={onKeyDown}
      onBlur={() => {
        setPlace(null)
        setStretch(null)
      }}
      {...pointer}
    >
      {shown === null ? null : <Cursor chart={chart} place={shown} keys={keys} axis={axis} />}
      {stretch === null ? null : (
        <div
          className="pointer-events-none absolute inset-y-0 border-accent border-x bg-accent/15"
          style={{
            left: `${(Math.min(stretch.first, stretch.last) / count) * 100}%`,
            right: `${100 - ((Math.max(stretch.first, stretch.last) + 1) / count) * 100}%`,
          }}
        />
      )}
      {shown === null ? null : (
        <div
          aria-hidden
          className={cn(
            'pointer-events-none absolute z-20 grid gap-1 rounded-md border bg-panel px-2.5 py-1.5 text-xs shadow-float',
            widthPx < NARROW_PX ? 'inset-x-0 bottom-full' : 'top-0 w-max max-w-[75%]',
          )}
          style={widthPx < NARROW_PX ? undefined : besideCursor(shown.index, count)}
        >
          <ChartTooltip chart={chart} looks={looks} place={shown} leadsOn={leadsOn} />
        </div>
      )}
    </div>
  )
}

type CursorProps = { chart: ChartContent; place: ChartPlace; keys: readonly string[]; axis: ValueAxis }

/** Where the pointer or the keyboard is: the point's column, and on a line its figure. */
function Cursor({ chart, place, keys, axis }: CursorProps) {
  const count = chart.points.length
  const point = chart.points[place.index]
  const value = place.series !== null && hasValue(point, place.series) ? point?.values[place.series] : null
  const isMarked = chart.form === 'lines' && value !== null && value !== undefined
  const empty = point === undefined || stackTotal(point, keys) === null
  return (
    <div
      className={cn('pointer-events-none absolute inset-y-0 bg-ink/5', empty && 'bg-ink/3')}
      style={{ left: `${(place.index / count) * 100}%`, width: `${100 / count}%` }}
    >
      {isMarked ? (
        <span
          className="absolute left-1/2 size-2 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-ink bg-panel"
          style={{ bottom: `${((value - axis.bottom) / (axis.top - axis.bottom)) * 100}%` }}
        />
      ) : null}
    </div>
  )
}

function besideCursor(index: number, count: number) {
  const middle = ((index + 0.5) / count) * 100
  const gap = `${50 / count}% + 8px`
  return middle < 50 ? { left: `calc(${middle}% + ${gap})` } : { right: `calc(${100 - middle}% + ${gap})` }
}

function stretchText(chart: ChartContent, stretch: Stretch | null): string | null {
  if (stretch === null) return null
  const [first, last] = [stretch.first, stretch.last].toSorted((a, b) => a - b)
  return `${pointLabel(chart, first ?? 0)} to ${pointLabel(chart, last ?? 0)}. Enter shows this range alone.`
}
