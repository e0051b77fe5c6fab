import { wasNeverMade } from '@/lib/domain/attempt'
import type { RunDetail } from '@/lib/domain/run'

/** Nothing went wrong in the attempt: its answer was used, or is good, it was broken off by a person, or was never made. */
export function isQuiet(attempt: RunDetail['attempts'][number]): boolean {
  const isUsed = attempt.use !== null && attempt.use.kept > 0
  return isUsed || attempt.outcome === 'ok' || attempt.outcome === 'cancelled' || wasNeverMade(attempt)
}
