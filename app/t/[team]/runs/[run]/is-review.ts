import type { RunRow } from '@/lib/domain/run'

/** Its output is findings, not a file. */
export function isReview({ workflow }: Pick<RunRow, 'workflow'>): boolean {
  return workflow === 'code-review' || workflow === 'bug-prediction'
}
