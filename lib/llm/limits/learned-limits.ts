import 'server-only'
import type { ModelLimits } from '@/lib/domain/provider-settings'
import type { LimitState } from './limit-state'

/** What a model's requests and tokens per minute may be; null: no limit is known. */
export type Rates = Pick<ModelLimits, 'requestsPerMinute' | 'tokensPerMinute'>

const GROWTH_PER_MINUTE = 1.25
/** A limit that was only guessed from refusals is forgotten once it has grown so far. */
const FORGOTTEN_AT = 8

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** The limits learned from the provider now: what refusals taught grows back by a quarter a minute. */
export function learnedNow(state: LimitState): Rates {
  if (state.source !== 'refusals') return state
  const agoMs = (state.learnedAgoMs ?? 0) + Date.now() - state.readAtMs
  const growth = GROWTH_PER_MINUTE ** (agoMs / 60_000)
  if (growth >= FORGOTTEN_AT) return { requestsPerMinute: null, tokensPerMinute: null }
  const grown = (limit: number | null) => (limit === null ? null : Math.floor(limit * growth))
  return {
    requestsPerMinute: grown(state.requestsPerMinute),
    tokensPerMinute: grown(state.tokensPerMinute),
  }
}

/** The limits to keep: of settings and of what was learned the lower. */
export function bindingRates(settings: ModelLimits, state: LimitState): Rates {
  const learned = learnedNow(state)
  return {
    requestsPerMinute: lower(settings.requestsPerMinute, learned.requestsPerMinute),
    tokensPerMinute: lower(settings.tokensPerMinute, learned.tokensPerMinute),
  }
}
