import { type AttemptRecord, UNANSWERED } from './attempt'
import type { RunSource, RunStatus } from './words'

/** Where a run's money went; the five parts are its whole cost. Integer nano-USD. */
export interface CostParts {
  /** first answers that the output was made of */
  used: number
  /** calls that asked again for what failed its checks, or could not be read */
  repairs: number
  /** answers of which nothing was used: of tiers given up, of earlier tries, of runs that took the template */
  discarded: number
  /** answers of a try that is still under way: what becomes of them is not known yet */
  pending: number
  /** calls that brought no answer: cut streams, refusals, cancelled ones */
  failed: number
}

type Paid = Pick<AttemptRecord, 'source' | 'outcome' | 'repairRound' | 'costNanoUsd' | 'tier'> & {
  tryNumber: number
}

const NO_ANSWER = [...UNANSWERED, 'refusal', 'empty', 'cancelled', 'budget']

/** Splits what a run's attempts cost by what became of them. `run`: how its newest try ended; not yet: null. */
export function splitCost(
  attempts: readonly Paid[],
  run: { source: RunSource | null; tryNumber: number; status: RunStatus },
): CostParts {
  const parts: CostParts = { used: 0, repairs: 0, discarded: 0, pending: 0, failed: 0 }
  // An output is made of what one tier gave: the last one that answered.
  const answered = attempts.filter(
    (attempt) => attempt.source === 'model' && !NO_ANSWER.includes(attempt.outcome),
  )
  const lastTier = answered.findLast((attempt) => attempt.tryNumber === run.tryNumber)?.tier
  const isUnderWay = run.status === 'queued' || run.status === 'running'
  for (const attempt of attempts) {
    const isOfUse = run.source === 'model' && attempt.tryNumber === run.tryNumber && attempt.tier === lastTier
    if (NO_ANSWER.includes(attempt.outcome)) parts.failed += attempt.costNanoUsd
    else if (isUnderWay && attempt.tryNumber === run.tryNumber) parts.pending += attempt.costNanoUsd
    else if (!isOfUse) parts.discarded += attempt.costNanoUsd
    else if (attempt.repairRound > 0) parts.repairs += attempt.costNanoUsd
    else parts.used += attempt.costNanoUsd
  }
  return parts
}
