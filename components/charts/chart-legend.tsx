'use client'

import { cn } from '@/components/ui/cn'
import { LEGEND_PX } from './chart-layout'
import type { SeriesLook } from './series-look'
import { SeriesSwatch } from './series-pattern'

type ChartLegendProps = {
  title: string
  looks: readonly SeriesLook[]
  hidden: ReadonlySet<string>
  onToggle: (key: string) => void
  asLines: boolean
  /** the period before: drawn beside the rest, or without anything to draw; null: not asked for */
  compared: 'drawn' | 'nothing' | null
}

/** The series by name; each can be left out of the drawing. As high as it is in every chart, it scrolls when it must. */
export function ChartLegend({ title, looks, hidden, onToggle, asLines, compared }: ChartLegendProps) {
  return (
    <ul
      aria-label={`Series of ${title}`}
      className="flex flex-wrap content-start gap-x-1 overflow-y-auto px-2.5 pt-1 text-dim text-xs"
      style={{ height: LEGEND_PX }}
    >
      {looks.map((look) => (
        <li key={look.key} className="min-w-0">
          <button
            type="button"
            aria-pressed={!hidden.has(look.key)}
            title={hidden.has(look.key) ? 'Draw it again' : 'Leave it out of the drawing'}
            onClick={() => onToggle(look.key)}
            className={cn(
              'flex h-6 max-w-52 items-center gap-1.5 rounded-md px-1 hover:bg-line-soft hover:text-ink focus-visible:outline-offset-[-2px]',
              hidden.has(look.key) && 'line-through opacity-70',
            )}
          >
            <SeriesSwatch look={look} asLine={asLines} />
            <span className="truncate">{look.label}</span>
          </button>
        </li>
      ))}
      {compared === 'nothing' ? (
        <li className="flex h-6 items-center px-1">no data in the period before</li>
      ) : null}
      {compared === 'drawn' ? (
        <li className="flex h-6 items-center gap-1.5 px-1">
          <svg aria-hidden width={18} height={10}>
            <path d="M0 5h18" stroke="var(--dim)" strokeWidth={1.5} strokeDasharray="3 3" />
          </svg>
          the period before
        </li>
      ) : null}
    </ul>
  )
}
