import type { RunDetail, RunSpanRow } from '@/lib/domain/run'

type Told = {
  run: Pick<RunDetail['run'], 'status' | 'endedAt'>
  attempts: readonly { id: string; outcome: string }[]
}

/** Spans that ended as failed only because the run was cancelled, as `skipped`: nothing went wrong in them. */
export function markCancelled(spans: readonly RunSpanRow[], { run, attempts }: Told): RunSpanRow[] {
  const cancelled = new Set(attempts.filter((one) => one.outcome === 'cancelled').map((one) => one.id))
  const stoppedAt = run.status === 'cancelled' && run.endedAt !== null ? Date.parse(run.endedAt) : null
  return spans.map((span) => {
    const broken = span.attemptId !== null && cancelled.has(span.attemptId)
    const late = stoppedAt !== null && span.endedAt !== null && Date.parse(span.endedAt) >= stoppedAt
    if (span.status !== 'failed' || !(broken || late)) return span
    return { ...span, status: 'skipped', detail: 'cancelled' }
  })
}
