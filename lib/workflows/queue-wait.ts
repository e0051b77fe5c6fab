import { hasTrait } from '@/lib/domain/outcome-traits'
import { formatDuration } from '@/lib/format/format-duration'
import type { Patience } from './patience'
import type { CallNotAdmitted } from './ports'

/** A place in a queue further away than this is left for the next provider. */
const MAX_QUEUE_BEFORE_NEXT_MS = 30_000
/** A queue moves as surely as its provider's clock, so it may be long: a batch of thousands at a low rate takes hours. */
const MAX_QUEUE_MS = 6 * 3_600_000
/** While a probe is under way nothing has failed yet: it is waited for up to the longest time that a call may take. */
const MAX_PROBE_MS = 600_000

/** `why`: of what could have been waited for and was not; stands after what is said of it. Null: the next provider is asked. */
type QueueWait = { ms: number } | { ms: null; why: string | null }

const NOT: QueueWait = { ms: null, why: null }

/** How long to wait for a call that was not admitted, or that it is not waited for and why. */
export function queueWait(
  { cause, waitMs: ms, lastOutcome = null }: CallNotAdmitted,
  given: {
    waited: { rate: number; probe: number }
    hasNextProvider: boolean
    earlierWaits: number
    patience: Patience
  },
): QueueWait {
  const { waited, hasNextProvider, earlierWaits, patience } = given
  if (ms === null || cause === 'provider') return NOT
  if (cause === 'rate') {
    const isTooLong = waited.rate + ms > (hasNextProvider ? MAX_QUEUE_BEFORE_NEXT_MS : MAX_QUEUE_MS)
    return isTooLong ? NOT : { ms }
  }
  if (hasNextProvider) return NOT
  const isWorthIt = patience.waitsForAnyFault || lastOutcome === null || hasTrait(lastOutcome, 'soon')
  if (!isWorthIt) {
    return {
      ms: null,
      why: 'not waited for, as a small launch waits only for a provider that says it is busy',
    }
  }
  if (cause === 'probe') {
    if (waited.probe + ms <= MAX_PROBE_MS) return { ms }
    return { ms: null, why: `not waited for any longer than ${formatDuration(MAX_PROBE_MS)}` }
  }
  if (earlierWaits >= patience.maxWaits) {
    return { ms: null, why: `not waited for again after ${patience.maxWaits} waits` }
  }
  const { maxPauseMs } = patience
  if (ms <= maxPauseMs) return { ms }
  return {
    ms: null,
    why: `not waited for, as ${formatDuration(maxPauseMs)} is the longest wait of its launch`,
  }
}
