'use client'

import { cn } from '@/components/ui/cn'
import type { RunSpanRow } from '@/lib/domain/run'
import type { SpanKind } from '@/lib/domain/words'
import { formatDuration } from '@/lib/format/format-duration'
import { formatMoney } from '@/lib/format/format-money'
import { withProjectPaths } from '@/lib/format/read-failure'
import { layoutWaterfall, type WaterfallBar } from './layout-waterfall'
import { describeSilence, labelOf } from './span-words'
import { useNow } from './use-now'

type WaterfallProps = {
  /** spans of one try */
  spans: readonly RunSpanRow[]
  selectedId: string | null
  /** null: bars are only looked at */
  onSelect: ((span: RunSpanRow) => void) | null
  className?: string
}

const BAR_COLOR = {
  analyse: 'bg-template',
  policy: 'bg-template',
  cache: 'bg-cache',
  wait: 'bg-[repeating-linear-gradient(135deg,var(--control)_0_2px,transparent_2px_5px)]',
  model: 'bg-model',
  check: 'bg-verified',
  repair: 'bg-model',
  template: 'bg-template',
  merge: 'bg-template',
  save: 'bg-template',
} satisfies Record<SpanKind, string>

const STATUS_WORD = { running: 'running', ok: '', failed: 'failed', skipped: 'skipped' } satisfies Record<
  RunSpanRow['status'],
  string
>

/** Stages and attempts of a run as bars in time. Those with an attempt or a check open it. */
export function Waterfall({ spans, selectedId, onSelect, className }: WaterfallProps) {
  const running = spans.some((span) => span.endedAt === null)
  const nowMs = useNow(running ? 250 : null)
  const { bars } = layoutWaterfall(spans, nowMs)
  // A run that cost nothing needs no column for it.
  const withCost = spans.some((span) => (span.costNanoUsd ?? 0) > 0)
  return (
    <ol className={cn('grid gap-px px-1.5 py-2', className)}>
      {bars.map((bar) => (
        <li key={bar.span.id}>
          <Row bar={bar} withCost={withCost} selected={bar.span.id === selectedId} onSelect={onSelect} />
        </li>
      ))}
    </ol>
  )
}

type RowProps = {
  bar: WaterfallBar
  withCost: boolean
  selected: boolean
  onSelect: WaterfallProps['onSelect']
}

const ROW_STYLE = 'grid w-full items-center gap-2 rounded-md px-2 py-0.75 text-left'
const COLUMNS = 'grid-cols-[minmax(0,1.2fr)_minmax(64px,1fr)_72px]'
const COLUMNS_WITH_COST = 'grid-cols-[minmax(0,1.7fr)_minmax(56px,1fr)_72px_56px]'

function Row({ bar, withCost, selected, onSelect }: RowProps) {
  const { span } = bar
  const style = cn(ROW_STYLE, withCost ? COLUMNS_WITH_COST : COLUMNS)
  const opens = span.attemptId !== null || span.checkId !== null
  if (!opens || onSelect === null) {
    return (
      <div className={style}>
        <Cells bar={bar} withCost={withCost} />
      </div>
    )
  }
  return (
    <button
      type="button"
      aria-pressed={selected}
      onClick={() => onSelect(span)}
      className={cn(style, 'hover:bg-line-soft/70', selected && 'bg-accent-soft hover:bg-accent-soft')}
    >
      <Cells bar={bar} withCost={withCost} />
    </button>
  )
}

function Cells({ bar, withCost }: { bar: WaterfallBar; withCost: boolean }) {
  const { span } = bar
  const word = STATUS_WORD[span.status]
  return (
    <>
      <span className="min-w-0 leading-snug" style={{ paddingLeft: bar.depth * 12 }}>
        <span
          className={cn('wrap-anywhere', bar.depth > 0 && 'text-dim', span.status === 'failed' && 'text-bad')}
        >
          {labelOf(span)}
        </span>
        {word === '' ? null : <span className="sr-only">, {word}</span>}
        {describeSilence(bar) === null ? null : (
          <span className="block text-faint text-xs">{describeSilence(bar)}</span>
        )}
        {span.detail === null ? null : (
          <span
            className="line-clamp-2 text-faint text-xs wrap-anywhere"
            title={withProjectPaths(span.detail)}
          >
            {withProjectPaths(span.detail)}
          </span>
        )}
      </span>
      <Bar bar={bar} />
      <span className="whitespace-nowrap text-right text-dim text-sm" suppressHydrationWarning>
        {formatDuration(bar.running ? Math.floor(bar.durationMs / 100) * 100 : bar.durationMs)}
      </span>
      {withCost ? (
        <span className="text-right text-sm">
          {span.costNanoUsd === null || span.costNanoUsd === 0 ? null : formatMoney(span.costNanoUsd)}
        </span>
      ) : null}
    </>
  )
}

function barColor({ span, running }: WaterfallBar): string {
  if (span.status === 'failed') return 'bg-bad'
  if (running) return 'bg-run'
  // A miss is a lookup that was made; anything else that was skipped did nothing.
  return span.status === 'skipped' && span.kind !== 'cache' ? 'bg-control' : BAR_COLOR[span.kind]
}

function Bar({ bar }: { bar: WaterfallBar }) {
  const color = barColor(bar)
  return (
    <span className="relative h-3.5 overflow-hidden rounded-sm bg-line-soft" aria-hidden>
      <span
        className={cn('absolute inset-y-0 min-w-0.5 rounded-sm', color, bar.running && 'animate-pulse')}
        style={{
          // A bar at the very end keeps its two pixels in sight.
          left: `min(${bar.startShare * 100}%, calc(100% - 2px))`,
          width: `${bar.widthShare * 100}%`,
        }}
        suppressHydrationWarning
      />
    </span>
  )
}
