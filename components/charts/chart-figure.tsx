'use client'

import dynamic from 'next/dynamic'
import { type RefObject, useId, useMemo, useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { ChartAnnotation } from '@/lib/domain/chart'
import { type ChartContent, drawnValues, hasBefore, isWithoutData } from './chart-content'
import { DRAWING_PX, LEGEND_PX } from './chart-layout'
import { ChartLegend } from './chart-legend'
import { ChartMarks } from './chart-marks'
import { type ChartActs, ChartOverlay } from './chart-overlay'
import { ChartTable } from './chart-table'
import { seriesLooks } from './series-look'
import { useElementSize } from './use-element-size'
import { valueAxis } from './value-axis'

const ChartDrawing = dynamic(() => import('./chart-drawing').then((module) => module.ChartDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
})

type ChartFigureProps = ChartActs & {
  chart: ChartContent
  annotations: readonly ChartAnnotation[]
  asTable: boolean
  /** height of the drawing as CSS; that of a panel unless told */
  height?: string
  /** gets the element that holds the drawing, for saving it as a picture */
  drawingRef?: RefObject<HTMLDivElement | null>
}

/** A chart's figures, drawn or as a table, as high in every state: with data, without, and while it loads. */
export function ChartFigure(props: ChartFigureProps) {
  const { chart, annotations, asTable, height = `${DRAWING_PX}px`, drawingRef, ...acts } = props
  const total = `calc(${height} + ${LEGEND_PX}px)`
  if (isWithoutData(chart)) {
    return (
      <div style={{ height: total }}>
        <EmptyState title={chart.hasLooked ? 'None' : 'No data'} className="h-full content-center">
          {chart.emptyText}
        </EmptyState>
      </div>
    )
  }
  if (asTable) {
    return (
      <div className="overflow-y-auto" style={{ height: total }}>
        <ChartTable chart={chart} hrefOf={acts.hrefOf} />
      </div>
    )
  }
  return (
    <div style={{ height: total }}>
      <Plot chart={chart} annotations={annotations} height={height} drawingRef={drawingRef} {...acts} />
    </div>
  )
}

type PlotProps = ChartActs & {
  chart: ChartContent
  annotations: readonly ChartAnnotation[]
  height: string
  drawingRef: RefObject<HTMLDivElement | null> | undefined
}

function Plot({ chart, annotations, height, drawingRef, ...acts }: PlotProps) {
  const scope = useId()
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [box, size] = useElementSize<HTMLDivElement>()
  const looks = useMemo(() => seriesLooks(chart.series), [chart.series])
  const drawn = useMemo(() => looks.filter(({ key }) => !hidden.has(key)), [looks, hidden])
  const axis = useMemo(() => valueAxis(chart.unit, drawnValues(chart, hidden)), [chart, hidden])
  const toggle = (key: string) =>
    setHidden((old) => new Set(old.has(key) ? [...old].filter((each) => each !== key) : [...old, key]))
  return (
    <figure aria-label={`${chart.title}: ${chart.answer}`}>
      <div ref={box} className="relative" style={{ height }}>
        <div ref={drawingRef} aria-hidden className="absolute inset-0">
          {size === null ? null : (
            <ChartDrawing chart={chart} looks={drawn} axis={axis} scope={scope} {...size} />
          )}
        </div>
        {size === null ? null : (
          <>
            <ChartOverlay chart={chart} looks={drawn} axis={axis} widthPx={size.widthPx} {...acts} />
            <ChartMarks chart={chart} annotations={annotations} widthPx={size.widthPx} />
          </>
        )}
      </div>
      <ChartLegend
        title={chart.title}
        looks={looks}
        hidden={hidden}
        onToggle={toggle}
        asLines={chart.form === 'lines'}
        compared={chart.previous === null ? null : hasBefore(chart) ? 'drawn' : 'nothing'}
      />
    </figure>
  )
}
