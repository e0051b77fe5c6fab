import 'server-only'
import type { SpanStatus } from '@/lib/domain/words'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { spanWriterOf } from '@/lib/telemetry/span-writer'

/** Shorter waits are nothing that anybody would see. */
const SHOWN_FROM_MS = 250

/**
 * The bar of a call's wait for a free slot, in the waterfall of its run. `begin` it as soon as the call must wait, `end` it
 * when the wait is over; a call that need not wait for long has none.
 */
export function slotBar(run: RunScope, { attemptId, stage }: { attemptId: string; stage: string }) {
  const id = `${attemptId}.slot`
  const spans = spanWriterOf(run)
  let isShown = false
  let timer: NodeJS.Timeout | undefined
  return {
    begin(): void {
      if (timer !== undefined) return
      const sinceMs = performance.now()
      timer = setTimeout(() => {
        isShown = true
        spans.start(
          { id, stage, kind: 'wait', label: 'Waiting for its turn: no free slot for a call' },
          sinceMs,
        )
      }, SHOWN_FROM_MS)
    },
    end(status: Exclude<SpanStatus, 'running'>): void {
      clearTimeout(timer)
      if (isShown) spans.end(id, { status })
      isShown = false
    },
  }
}
