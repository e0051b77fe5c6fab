import type { RunRow } from '@/lib/domain/run'
import { ReviewVerdictPill } from './finding-pills'
import { severityCounts } from './severity-counts'

/** What a review comes to: a verified report may well ask for changes. Nothing for other workflows. */
export function ReviewNote({ run }: { run: Pick<RunRow, 'figures'> }) {
  const { review } = run.figures
  if (review === undefined) return null
  const found = review.shown === 0 ? 'nothing found' : severityCounts(review.bySeverity)
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-dim text-xs">
      {review.verdict === null ? null : <ReviewVerdictPill value={review.verdict} />}
      {found}
    </span>
  )
}
