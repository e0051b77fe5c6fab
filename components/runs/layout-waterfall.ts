import type { RunSpanRow } from '@/lib/domain/run'

/** One bar: where it starts and how wide it is, as shares (0–1) of the whole run. */
export interface WaterfallBar {
  span: RunSpanRow
  depth: number
  startShare: number
  widthShare: number
  durationMs: number
  running: boolean
}

export interface Waterfall {
  bars: WaterfallBar[]
  totalMs: number
}

/**
 * Places the spans of one try in time, parents before their children, each by its sequence.
 * A span that has not ended reaches to `nowMs` (epoch milliseconds).
 */
export function layoutWaterfall(spans: readonly RunSpanRow[], nowMs: number): Waterfall {
  const ordered = inTreeOrder(spans)
  const starts = spans.map((span) => Date.parse(span.startedAt))
  const ends = spans.map((span) => endOf(span, nowMs))
  const first = Math.min(...starts)
  const totalMs = spans.length === 0 ? 0 : Math.max(1, Math.max(...ends) - first)
  const bars = ordered.map(({ span, depth }) => {
    const start = Date.parse(span.startedAt)
    const durationMs = Math.max(0, endOf(span, nowMs) - start)
    return {
      span,
      depth,
      startShare: (start - first) / totalMs,
      widthShare: durationMs / totalMs,
      durationMs,
      running: span.endedAt === null,
    }
  })
  return { bars, totalMs }
}

function endOf(span: RunSpanRow, nowMs: number): number {
  // A clock that runs behind the server's must not draw a bar that ends before it starts.
  return Math.max(Date.parse(span.startedAt), span.endedAt === null ? nowMs : Date.parse(span.endedAt))
}

function inTreeOrder(spans: readonly RunSpanRow[]): { span: RunSpanRow; depth: number }[] {
  const known = new Set(spans.map((span) => span.id))
  const children = new Map<string, RunSpanRow[]>()
  for (const span of spans) {
    const parent = span.parentId !== null && known.has(span.parentId) ? span.parentId : ''
    children.set(parent, [...(children.get(parent) ?? []), span])
  }
  const visit = (parentId: string, depth: number): { span: RunSpanRow; depth: number }[] =>
    (children.get(parentId) ?? [])
      .toSorted((one, other) => one.sequence - other.sequence)
      .flatMap((span) => [{ span, depth }, ...visit(span.id, depth + 1)])
  return visit('', 0)
}
