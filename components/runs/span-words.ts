import type { RunSpanRow } from '@/lib/domain/run'
import type { WaterfallBar } from './layout-waterfall'

/** What a bar is called: a wait that is over is told as one. */
export function labelOf({ kind, label, endedAt }: Pick<RunSpanRow, 'kind' | 'label' | 'endedAt'>): string {
  return kind === 'wait' && endedAt !== null ? label.replace(/^Waiting\b/, 'Waited') : label
}

/** A call that takes longer than this makes people wonder. */
const LONG_CALL_MS = 15_000

/** What is waited for while a call takes long, and what ends it; null: it does not. */
export function describeSilence({
  span: { kind },
  running,
  durationMs,
}: Pick<WaterfallBar, 'running' | 'durationMs'> & { span: Pick<RunSpanRow, 'kind'> }): string | null {
  const isCall = kind === 'model' || kind === 'repair'
  if (!running || !isCall || durationMs < LONG_CALL_MS) return null
  return 'No answer yet: given up when nothing comes for 90 s (10 min from a local model).'
}
