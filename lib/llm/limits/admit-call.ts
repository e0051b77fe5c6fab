import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { TokenUsage } from '@/lib/domain/attempt'
import { limitsOf, type ProviderLimits } from '@/lib/domain/provider-settings'
import type { AttemptOutcome } from '@/lib/domain/words'
import { askBreaker, tellBreaker } from './breaker'
import { expectedTokens, learnOutput } from './expected-tokens'
import { learnFromHeaders, learnFromRefusal } from './learn-limits'
import { bindingRates, type Rates } from './learned-limits'
import type { LimitKey } from './limit-key'
import { type LimitState, readLimitState } from './limit-state'
import { readRates } from './read-rates'
import { countCall } from './recent-calls'
import { type RateRequest, refundRate, takenRate, takeRate } from './take-rate'

const NOTHING_SAID = { outcome: 'cancelled', errorText: null, retryAfterMs: null } as const

export interface CallToAdmit {
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

interface Taken {
  key: LimitKey
  attemptId: string
  isProbe: boolean
  rates: Rates
}

const isLimited = ({ requestsPerMinute, tokensPerMinute }: Rates) =>
  requestsPerMinute !== null || tokensPerMinute !== null

/** What must become of a call for which this was taken. */
function admitted({ key, attemptId, isProbe, rates }: Taken): Admitted {
  return {
    admitted: true,
    isProbe,
    async release() {
      if (isLimited(rates)) await refundRate(attemptId)
      await tellBreaker(key, { attemptId, isProbe, ...NOTHING_SAID })
    },
    async close(end) {
      if (end.outcome === 'ok') learnOutput(key, end.usage.outputTokens)
      await tellBreaker(key, { attemptId, isProbe, ...end })
      await learnFromHeaders(key, readRates(end.rateLimits))
      if (end.outcome === 'rate-limited') await learnFromRefusal(key, rates.requestsPerMinute)
    },
  }
}

function mustQueue(waitMs: number): NotAdmitted {
  return { admitted: false, cause: 'rate', waitMs, text: 'rate limited' }
}

/**
 * Asks the model's breaker and its rate whether a call may be made now. No statement while the breaker is closed and no
 * limit is known, one where there is a limit.
 */
export async function admitCall(call: CallToAdmit): Promise<Admitted | NotAdmitted> {
  const { attemptId } = call
  const key: LimitKey = { providerId: call.provider.id, model: call.model }
  const verdict = await askBreaker(key, attemptId)
  if (!verdict.admitted) return verdict
  const { isProbe } = verdict
  const request = rateRequest(call, await readLimitState(key))
  if (isLimited(request)) {
    const waitMs = await takeRate(request)
    if (waitMs > 0) {
      // The place in the queue is kept; a probe is another's turn meanwhile.
      if (isProbe) await tellBreaker(key, { attemptId, isProbe, ...NOTHING_SAID })
      return mustQueue(waitMs)
    }
  }
  countCall(key)
  return admitted({ key, attemptId, isProbe, rates: request })
}

/** What a call asks of its model's rate, by what is known of it. */
function rateRequest(call: CallToAdmit, state: LimitState): RateRequest {
  const { attemptId, teamId, model, isInteractive, promptCharacters, maxTokens } = call
  const key: LimitKey = { providerId: call.provider.id, model }
  const rates = bindingRates(limitsOf(call.provider.limits, model), state)
  const tokens = expectedTokens(key, promptCharacters, maxTokens)
  return { ...key, ...rates, attemptId, teamId, isInteractive, tokens }
}

/** `admitCall` for a statement that does more: only for a model whose breaker is closed. */
export interface AdmittingSql {
  /** SQL, an expression: takes a place in the rate: 0, or after how many ms to ask again. It must be asked once only. */
  waitMs: Sql
  /** what the statement's answer means */
  verdict: (waitMs: number) => Admitted | NotAdmitted
}

/** Null when the breaker has something to say: then `admitCall` asks it. */
export function admittingSql(call: CallToAdmit, state: LimitState): AdmittingSql | null {
  if (state.state !== null && state.state !== 'closed') return null
  const request = rateRequest(call, state)
  const { attemptId, providerId, model } = request
  const key = { providerId, model }
  return {
    waitMs: isLimited(request) ? takenRate(request) : sql`0`,
    verdict(waitMs) {
      if (waitMs > 0) return mustQueue(waitMs)
      countCall(key)
      return admitted({ key, attemptId, isProbe: false, rates: request })
    },
  }
}
