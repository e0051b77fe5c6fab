import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { TokenUsage } from '@/lib/domain/attempt'
import { limitsOf, type ProviderLimits } from '@/lib/domain/provider-settings'
import type { AttemptOutcome } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import { formatList } from '@/lib/format/format-list'
import { askBreaker, tellBreaker } from './breaker'
import { type CallAhead, expectedTokens, learnTokens } from './expected-tokens'
import { learnFromHeaders, learnFromRefusal } from './learn-limits'
import { bindingRates, type Rates } from './learned-limits'
import { type LimitState, readLimitState } from './limit-state'
import { readRates } from './read-rates'
import { countCall } from './recent-calls'
import { type RateRequest, refundRate, takenRate, takeRate } from './take-rate'
import { countedTokens, enforceTokenLimits, lowestLimit, noteTokenLimits } from './token-limits'

const NOTHING_SAID = { outcome: 'cancelled', errorText: null, retryAfterMs: null } as const

export interface CallToAdmit {
  attemptId: string
  teamId: string
  model: string
  provider: { id: string; limits: ProviderLimits; version?: string | null }
  /** false: a call of a large launch, which lets those of small ones go first */
  isInteractive: boolean
  stage: string
  promptBytes: number
  /** more input tokens than the prompt can be */
  mostInputTokens: () => number
  maxTokens: number
}

/** How a call ended, as far as rates and breakers care. */
export interface CallEnd {
  outcome: AttemptOutcome
  errorText: string | null
  retryAfterMs: number | null
  usage: TokenUsage
  /** null: usage was not told to its end */
  stopReason: string | null
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
  ahead: CallAhead
  attemptId: string
  isProbe: boolean
  rates: Rates
  providerVersion: string | null
}

const isLimited = ({ requestsPerMinute, tokensPerMinute }: Rates) =>
  requestsPerMinute !== null || tokensPerMinute !== null

/** What must become of a call for which this was taken. */
function admitted({ ahead, attemptId, isProbe, rates, providerVersion }: Taken): Admitted {
  const { key } = ahead
  return {
    admitted: true,
    isProbe,
    async release() {
      if (isLimited(rates)) await refundRate(attemptId)
      await tellBreaker(key, { attemptId, isProbe, ...NOTHING_SAID })
    },
    async close(end) {
      if (end.stopReason !== null) learnTokens(ahead, end.usage)
      await tellBreaker(key, { attemptId, isProbe, providerVersion, ...end })
      const { requestsPerMinute, tokens } = readRates(end.rateLimits)
      noteTokenLimits(key, tokens)
      await learnFromHeaders(key, { requestsPerMinute, tokensPerMinute: lowestLimit(tokens) })
      if (end.outcome === 'rate-limited') await learnFromRefusal(key, rates.requestsPerMinute)
    },
  }
}

function mustQueue(waitMs: number, { requestsPerMinute, tokensPerMinute }: Rates): NotAdmitted {
  const limits = [
    requestsPerMinute === null ? [] : formatPlural(requestsPerMinute, 'request'),
    tokensPerMinute === null ? [] : formatPlural(tokensPerMinute, 'token'),
  ].flat()
  return {
    admitted: false,
    cause: 'rate',
    waitMs,
    text: `rate limited to ${formatList(limits)} a minute`,
  }
}

/**
 * Asks the model's breaker and its rate whether a call may be made now. No statement while the breaker is closed and no
 * limit is known, one where there is a limit.
 */
export async function admitCall(call: CallToAdmit): Promise<Admitted | NotAdmitted> {
  const { attemptId } = call
  const ahead = callAhead(call)
  const { key } = ahead
  const verdict = await askBreaker(key, attemptId)
  if (!verdict.admitted) return verdict
  const { isProbe } = verdict
  const request = rateRequest(call, await readLimitState(key))
  if (isLimited(request)) {
    const waitMs = await takeRate(request)
    if (waitMs > 0) {
      // The place in the queue is kept; a probe is another's turn meanwhile.
      if (isProbe) await tellBreaker(key, { attemptId, isProbe, ...NOTHING_SAID })
      return mustQueue(waitMs, request)
    }
  }
  countCall(key)
  return admitted({ ahead, attemptId, isProbe, rates: request, providerVersion: versionOf(call) })
}

const versionOf = ({ provider }: CallToAdmit) => provider.version ?? null

function callAhead({
  provider,
  model,
  stage,
  promptBytes,
  mostInputTokens,
  maxTokens,
}: CallToAdmit): CallAhead {
  return { key: { providerId: provider.id, model }, stage, promptBytes, mostInputTokens, maxTokens }
}

/** What a call asks of its model's rate, by what is known of it. */
function rateRequest(call: CallToAdmit, state: LimitState): RateRequest {
  const { attemptId, teamId, model, isInteractive } = call
  const ahead = callAhead(call)
  const { key } = ahead
  const settings = limitsOf(call.provider.limits, model)
  const rates = bindingRates(settings, state)
  enforceTokenLimits(key, settings.tokensPerMinute)
  const tokens = isLimited(rates) ? countedTokens(key, expectedTokens(ahead)) : 0
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
  const { attemptId } = request
  const ahead = callAhead(call)
  return {
    waitMs: isLimited(request) ? takenRate(request) : sql`0`,
    verdict(waitMs) {
      if (waitMs > 0) return mustQueue(waitMs, request)
      countCall(ahead.key)
      return admitted({ ahead, attemptId, isProbe: false, rates: request, providerVersion: versionOf(call) })
    },
  }
}
