'use client'

import { Bell, CircleDollarSign, FileText, Gauge, type LucideIcon, PlugZap } from 'lucide-react'
import Link from 'next/link'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Tooltip } from '@/components/ui/tooltip'
import type { ChartAnnotation } from '@/lib/domain/chart'
import type { ChartContent } from './chart-content'
import { PLOT_INSET } from './chart-layout'
import { momentLabel, shareOfTime } from './chart-times'
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

/** What happened, as thin lines through the plot; the words come on hover and focus, of several on a click, and lead to the thing. */
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
          <MarkButton mark={mark} timeZone={chart.timeZone} />
        </li>
      ))}
    </ul>
  )
}

const PLACE =
  'pointer-events-auto absolute -left-3 top-0 grid size-6 place-items-center rounded-full border bg-panel text-2xs text-dim hover:border-control hover:text-ink'

function MarkButton({ mark: { annotations }, timeZone }: { mark: Mark; timeZone: string }) {
  const [first] = annotations
  if (first === undefined) return null
  const told = annotations.map(({ id, at, text, href }) => ({
    ...{ id, href },
    text: `${text}, ${momentLabel(at, timeZone)}`,
  }))
  const text = told.map((one) => one.text).join('; ')
  if (annotations.length > 1) {
    return (
      <Popover>
        <PopoverTrigger
          aria-label={text}
          title={`${told.length} things happened: list them`}
          className={PLACE}
        >
          {told.length}
        </PopoverTrigger>
        <PopoverContent aria-label="What happened" side="bottom" align="start">
          <MarkList told={told} timeZone={timeZone} />
        </PopoverContent>
      </Popover>
    )
  }
  const Icon = ICONS[first.kind]
  const face = <Icon className="size-3.5" aria-hidden />
  return (
    // Above it are the chart's buttons.
    <Tooltip content={text} side="bottom">
      {first.href !== null ? (
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

type MarkListProps = {
  told: readonly { id: string; text: string; href: string | null }[]
  timeZone: string
}

/** What stands too close to be marks of their own, each leading to its thing. */
export function MarkList({ told, timeZone }: MarkListProps) {
  return (
    <div className="grid gap-1 text-sm">
      <ul className="grid">
        {told.map(({ id, text, href }) => (
          <li key={id}>
            {href === null ? (
              <span className="block py-1">{text}</span>
            ) : (
              <Link href={href} className="block py-1 text-accent underline-offset-4 hover:underline">
                {text}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <p className="text-faint text-xs">Times in {timeZone}.</p>
    </div>
  )
}
