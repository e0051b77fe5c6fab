'use client'

import { Bell, CircleDollarSign, FileText, Gauge, type LucideIcon, PlugZap } from 'lucide-react'
import Link from 'next/link'
import { Tooltip } from '@/components/ui/tooltip'
import type { ChartAnnotation } from '@/lib/domain/chart'
import { formatExactTime } from '@/lib/format/format-time'
import type { ChartContent } from './chart-content'
import { PLOT_INSET } from './chart-layout'
import { shareOfTime } from './chart-times'
import { clusterMarks, type Mark } from './cluster-marks'

const ICONS = {
  prompt: FileText,
  price: CircleDollarSign,
  alert: Bell,
  budget: Gauge,
  provider: PlugZap,
} satisfies Record<ChartAnnotation['kind'], LucideIcon>

/** A mark's own width and a gap: they must not cover each other. */
const APART_PX = 28

type ChartMarksProps = {
  chart: ChartContent
  annotations: readonly ChartAnnotation[]
  widthPx: number
}

/** What happened, as thin lines through the plot; the words come on hover and focus, and lead to the thing. */
export function ChartMarks({ chart, annotations, widthPx }: ChartMarksProps) {
  const plotPx = Math.max(1, widthPx - PLOT_INSET.left - PLOT_INSET.right)
  const marks = clusterMarks(annotations, (at) => shareOfTime(chart, at), APART_PX / plotPx)
  if (marks.length === 0) return null
  return (
    <ul
      aria-label={`What happened during ${chart.title}`}
      className="pointer-events-none absolute top-0"
      style={{ left: PLOT_INSET.left, right: PLOT_INSET.right, bottom: PLOT_INSET.bottom }}
    >
      {marks.map((mark) => (
        <li
          key={mark.annotations[0]?.id}
          className="absolute inset-y-0 w-0 border-dim/60 border-l border-dashed"
          style={{ left: `${mark.share * 100}%` }}
        >
          <MarkButton mark={mark} />
        </li>
      ))}
    </ul>
  )
}

const PLACE =
  'pointer-events-auto absolute -left-3 top-0 grid size-6 place-items-center rounded-full border bg-panel text-2xs text-dim hover:border-control hover:text-ink'

function MarkButton({ mark: { annotations } }: { mark: Mark }) {
  const [first] = annotations
  if (first === undefined) return null
  const Icon = ICONS[first.kind]
  const text = annotations.map(({ at, text }) => `${text}, ${formatExactTime(at)}`).join('; ')
  const face = annotations.length > 1 ? annotations.length : <Icon className="size-3.5" aria-hidden />
  const words = (
    <ul>
      {annotations.map(({ id, at, text }) => (
        <li key={id}>
          {text}, {formatExactTime(at)}
        </li>
      ))}
    </ul>
  )
  return (
    <Tooltip content={words}>
      {annotations.length === 1 && first.href !== null ? (
        <Link href={first.href} aria-label={text} className={PLACE}>
          {face}
        </Link>
      ) : (
        <button type="button" aria-label={text} className={PLACE}>
          {face}
        </button>
      )}
    </Tooltip>
  )
}
