import { wasNeverMade } from '@/lib/domain/attempt'
import type { RunDetail, RunSpanRow } from '@/lib/domain/run'

type Told = {
  run: Pick<RunDetail['run'], 'status' | 'endedAt'>
  attempts: readonly Pick<
    RunDetail['attempts'][number],
    'id' | 'source' | 'outcome' | 'requestId' | 'latencyMs'
  >[]
}

/** Spans that ended as failed although nothing went wrong in them, as `skipped`: cancelled, or a call that was never made. */
export function quietSpans(spans: readonly RunSpanRow[], { run, attempts }: Told): RunSpanRow[] {
  const attemptById = new Map(attempts.map((attempt) => [attempt.id, attempt]))
  const stoppedAt = run.status === 'cancelled' && run.endedAt !== null ? Date.parse(run.endedAt) : null
  return spans.map((span) => {
    if (span.status !== 'failed') return span
    const attempt = span.attemptId === null ? undefined : attemptById.get(span.attemptId)
    const late = stoppedAt !== null && span.endedAt !== null && Date.parse(span.endedAt) >= stoppedAt
    if (attempt?.outcome === 'cancelled' || late) return { ...span, status: 'skipped', detail: 'cancelled' }
    if (attempt === undefined || !wasNeverMade(attempt)) return span
    return { ...span, status: 'skipped', detail: `not called: ${span.detail ?? attempt.outcome}` }
  })
}
