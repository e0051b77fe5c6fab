import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import { limitsOf, type ProviderLimits } from '@/lib/domain/provider-settings'
import type { AttemptOutcome } from '@/lib/domain/words'
import { askBreaker, tellBreaker } from './breaker'
import { expectedTokens, learnOutput } from './expected-tokens'
import { learnFromHeaders, learnFromRefusal } from './learn-limits'
import { bindingRates } from './learned-limits'
import type { LimitKey } from './limit-key'
import { readLimitState } from './limit-state'
import { readRates } from './read-rates'
import { countCall } from './recent-calls'
import { refundRate, takeRate } from './take-rate'

interface CallToAdmit {
  attemptId: string
  teamId: string
  model: string
  provider: { id: string; limits: ProviderLimits }
  /** false: a call of a large launch, which lets those of small ones go first */
  isInteractive: boolean
  promptCharacters: number
  maxTokens: number
}

/** How a call ended, as far as rates and breakers care. */
export interface CallEnd {
  outcome: AttemptOutcome
  errorText: string | null
  retryAfterMs: number | null
  usage: TokenUsage
  /** the `anthropic-ratelimit-*` headers of the answer */
  rateLimits?: Record<string, string>
}

/** A call that may be made now. Exactly one of the two must be called afterwards. */
export interface Admitted {
  admitted: true
  /** others wait for what becomes of it */
  isProbe: boolean
  close(end: CallEnd): Promise<void>
  /** Nothing was sent: gives back what was taken. */
  release(): Promise<void>
}

export interface NotAdmitted {
  admitted: false
  cause: 'rate' | 'breaker' | 'probe'
  waitMs: number | null
  text: string
  lastOutcome?: AttemptOutcome | null
}

/**
 * Asks the model's breaker and its rate whether a call may be made now. No statement while the breaker is closed and no
 * limit is known, one where there is a limit.
 */
export async function admitCall(call: CallToAdmit): Promise<Admitted | NotAdmitted> {
  const { attemptId, teamId, model, isInteractive } = call
  const key: LimitKey = { providerId: call.provider.id, model }
  const verdict = await askBreaker(key, attemptId)
  if (!verdict.admitted) return verdict
  const { isProbe } = verdict
  const rates = bindingRates(limitsOf(call.provider.limits, model), await readLimitState(key))
  const isLimited = rates.requestsPerMinute !== null || rates.tokensPerMinute !== null
  const release = async () => {
    if (isLimited) await refundRate(attemptId)
    const nothing = { outcome: 'cancelled', errorText: null, retryAfterMs: null } as const
    await tellBreaker(key, { attemptId, isProbe, ...nothing })
  }
  if (isLimited) {
    const tokens = expectedTokens(key, call.promptCharacters, call.maxTokens)
    const waitMs = await takeRate({ ...key, ...rates, attemptId, teamId, isInteractive, tokens })
    if (waitMs > 0) {
      // The place in the queue is kept; a probe is another's turn meanwhile.
      if (isProbe)
        await tellBreaker(key, {
          attemptId,
          isProbe,
          outcome: 'cancelled',
          errorText: null,
          retryAfterMs: null,
        })
      return { admitted: false, cause: 'rate', waitMs, text: 'rate limited' }
    }
  }
  countCall(key)
  return {
    admitted: true,
    isProbe,
    release,
    async close(end) {
      if (end.outcome === 'ok') learnOutput(key, end.usage.outputTokens)
      await tellBreaker(key, { attemptId, isProbe, ...end })
      await learnFromHeaders(key, readRates(end.rateLimits))
      if (end.outcome === 'rate-limited') await learnFromRefusal(key, rates.requestsPerMinute)
    },
  }
}
