import { wasNeverMade } from '@/lib/domain/attempt'
import type { RunDetail } from '@/lib/domain/run'

/** Nothing went wrong in the attempt: it is good, was broken off by a person, or was never made. */
export function isQuiet(attempt: RunDetail['attempts'][number]): boolean {
  return attempt.outcome === 'ok' || attempt.outcome === 'cancelled' || wasNeverMade(attempt)
}
