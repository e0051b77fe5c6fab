import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { ReviewState } from '@/lib/domain/run-query'

/**
 * `where` of runs that wait for a person: outputs that passed their checks or could not be executed, and on which
 * nobody has said a word; and all that were edited since: an edit is no last word, whatever its check says of it.
 */
export const awaitsReview = {
  status: 'done',
  artifacts: { some: {} },
  OR: [{ reviewVerdict: null, verdict: { not: 'rejected' } }, { reviewVerdict: 'edited' }],
}

/** The `ReviewState` of a row of `run`, null when nobody is asked for a word. */
export const reviewState: Sql = sql`CASE
  WHEN run."reviewVerdict" IN ('accepted', 'rejected') THEN run."reviewVerdict"
  WHEN run.status = 'done' AND (run."reviewVerdict" = 'edited' OR run.verdict <> 'rejected')
    AND EXISTS (SELECT FROM artifact WHERE artifact."runId" = run.id) THEN 'to-review' END`

/** `where` of the runs in one of the states; all runs when none is chosen. */
export function reviewFilter(states: ReviewState[]) {
  if (states.length === 0) return []
  const each = states.map((state) => (state === 'to-review' ? awaitsReview : { reviewVerdict: state }))
  return [{ OR: each }]
}
