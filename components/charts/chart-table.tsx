import Link from 'next/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ChartPoint } from '@/lib/domain/chart'
import { formatCount } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import type { ChartContent } from './chart-content'
import { pointLabel } from './chart-times'
import type { ChartPlace } from './walk-points'

type ChartTableProps = { chart: ChartContent; hrefOf?: ((place: ChartPlace) => string | null) | undefined }

/** The same figures as the drawing with their n, newest first; each leads to its runs. */
export function ChartTable({ chart, hrefOf }: ChartTableProps) {
  const order = [...chart.points.keys()]
  if (chart.form !== 'histogram') order.reverse()
  return (
    <Table label={`${chart.title}, as a table`}>
      <thead className="sticky top-0 z-10 bg-panel">
        <tr>
          <Th>{firstHeading(chart)}</Th>
          {chart.series.map(({ key, label }) => (
            <Th key={key} className="text-right">
              {label}
            </Th>
          ))}
          {chart.previous === null
            ? null
            : chart.series.map(({ key, label }) => (
                <Th key={key} className="text-right">
                  {label}, before
                </Th>
              ))}
        </tr>
      </thead>
      <tbody>
        {order.map((index) => (
          <Tr key={chart.points[index]?.at}>
            <Td>{pointLabel(chart, index)}</Td>
            {chart.series.map(({ key }) => (
              <Td key={key} numeric>
                <Figure
                  chart={chart}
                  point={chart.points[index]}
                  series={key}
                  href={hrefOf?.({ index, series: key }) ?? null}
                />
              </Td>
            ))}
            {chart.previous === null
              ? null
              : chart.series.map(({ key }) => (
                  <Td key={key} numeric className="text-dim">
                    <Figure chart={chart} point={chart.previous?.points[index]} series={key} href={null} />
                  </Td>
                ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function firstHeading({ form, bucket, timeZone }: ChartContent): string {
  if (form === 'histogram') return 'Value'
  return `${bucket === 'day' ? 'Day' : 'Hour'} (${timeZone})`
}

type FigureProps = {
  chart: ChartContent
  point: ChartPoint | undefined
  series: string
  href: string | null
}

function Figure({ chart, point, series, href }: FigureProps) {
  const value = point?.values[series] ?? null
  if (value === null) return <span className="text-dim">no data</span>
  const text = formatFigure(chart.unit, value)
  return (
    <>
      {href === null ? (
        text
      ) : (
        <Link href={href} className="-my-1 inline-block py-1 underline-offset-4 hover:underline">
          {text}
        </Link>
      )}
      <span className="pl-1.5 text-dim text-xs">n {formatCount(point?.n[series] ?? 0)}</span>
    </>
  )
}
