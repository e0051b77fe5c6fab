import type { RunDetail, RunSpanRow } from '@/lib/domain/run'

type Paid = Pick<RunDetail['attempts'][number], 'id' | 'costNanoUsd'>

/** Spans of calls that were broken off do not know what they cost; their attempts do. */
export function withCallCosts(spans: readonly RunSpanRow[], attempts: readonly Paid[]): RunSpanRow[] {
  const costs = new Map(attempts.map(({ id, costNanoUsd }) => [id, costNanoUsd]))
  return spans.map((span) => {
    const isCall = span.kind === 'model' || span.kind === 'repair'
    if (!isCall || span.costNanoUsd !== null || span.attemptId === null) return span
    return { ...span, costNanoUsd: costs.get(span.attemptId) ?? null }
  })
}
