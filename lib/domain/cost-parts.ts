import type { AnswerUse } from './answer-use'
import { type AttemptRecord, UNANSWERED } from './attempt'
import type { AttemptOutcome, RunSource, RunStatus } from './words'

/** Where a run's money went; the parts are its whole cost. Integer nano-USD. */
export interface CostParts {
  /** answers of which something stands in the output */
  used: number
  /** answers of which nothing stands: later ones took their place */
  replaced: number
  /** answers of runs that use none: of earlier tries, of runs that took the template or the cache */
  discarded: number
  /** answers of a try that is still under way: what becomes of them is not known yet */
  pending: number
  /** calls that brought no whole answer: cut ones, refusals, cancelled ones */
  failed: number
  /** answers of a run that did not record which of them it used */
  unsorted: number
}

type Paid = Pick<AttemptRecord, 'outcome' | 'costNanoUsd'> & { tryNumber: number; use: AnswerUse | null }

/** Ends of a call that left nothing whole to check. */
export const NO_ANSWER: AttemptOutcome[] = [
  ...UNANSWERED,
  'max-tokens',
  'refusal',
  'empty',
  'cancelled',
  'budget',
]

/** What became of the money of one attempt. */
function partOf(
  { outcome, tryNumber, use }: Paid,
  run: { source: RunSource | null; tryNumber: number; status: RunStatus },
): keyof CostParts {
  if (use !== null && use.kept > 0) return 'used'
  if (NO_ANSWER.includes(outcome)) return 'failed'
  if (tryNumber !== run.tryNumber) return 'discarded'
  if (run.status === 'queued' || run.status === 'running') return 'pending'
  if (run.source !== 'model') return 'discarded'
  return use === null ? 'unsorted' : 'replaced'
}

/** Splits what a run's attempts cost by what became of them. `run`: how its newest try ended; not yet: null. */
export function splitCost(
  attempts: readonly Paid[],
  run: { source: RunSource | null; tryNumber: number; status: RunStatus },
): CostParts {
  const parts: CostParts = { used: 0, replaced: 0, discarded: 0, pending: 0, failed: 0, unsorted: 0 }
  for (const attempt of attempts) parts[partOf(attempt, run)] += attempt.costNanoUsd
  return parts
}
