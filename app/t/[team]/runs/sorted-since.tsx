import type { RunSort } from '@/lib/domain/run-query'
import { SORTED_RUNS } from '@/lib/domain/sorted-runs'
import { formatCount } from '@/lib/format/format-count'

/** Says which runs are sorted, where not all are; nothing else. */
export function SortedSince({ sort, since }: { sort: RunSort; since: string | null }) {
  if (since === null) return null
  return (
    <p role="status" className="mb-2 text-dim text-sm">
      Sorted by {sort}: the {formatCount(SORTED_RUNS)} newest runs that match, launched since{' '}
      <time dateTime={since}>{since.slice(0, 10)}</time>. Filter to reach older ones.
    </p>
  )
}
