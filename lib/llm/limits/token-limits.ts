import 'server-only'
import { LRUCache } from 'lru-cache'
import { type LimitKey, limitKeyText } from './limit-key'

/** How many tokens a minute a model may be sent and may answer; null: no such limit is known. */
export interface TokenLimits {
  /** input and output together */
  all: number | null
  input: number | null
  output: number | null
}

/** Those tokens of a call that count against limits. */
export interface CallTokens {
  input: number
  output: number
}

const NONE: TokenLimits = { all: null, input: null, output: null }
/** As this process was told them: every answer tells them, so there is no need to keep them. */
const told = new LRUCache<string, TokenLimits>({ max: 1000 })
/** With those of settings, as they were when the last call was let through. */
const inForce = new LRUCache<string, TokenLimits>({ max: 1000 })

/** The lowest limit there is, whatever of; null: there is none. */
export function lowestLimit({ all, input, output }: TokenLimits): number | null {
  const known = [all, input, output].filter((limit) => limit !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** Notes what an answer told, if it told any. */
export function noteTokenLimits(key: LimitKey, limits: TokenLimits): void {
  if (lowestLimit(limits) !== null) told.set(limitKeyText(key), limits)
}

/** The limits in force are those that the provider told, and this one of settings. */
export function enforceTokenLimits(key: LimitKey, ofSettings: number | null): void {
  const limits = told.get(limitKeyText(key)) ?? NONE
  const all = lowestLimit({ ...NONE, all: limits.all, input: ofSettings })
  inForce.set(limitKeyText(key), { ...limits, all })
}

/**
 * The tokens of a call as one number, to be held against the lowest of the limits in force: its share of the limit that it
 * fills most, times that lowest. When the sum of these numbers keeps the lowest limit, the calls keep every limit; for calls of
 * one mix the binding limit is used to the full. Never above the sum of its tokens, which it is where nothing is known.
 */
export function countedTokens(key: LimitKey, { input, output }: CallTokens): number {
  const limits = inForce.get(limitKeyText(key)) ?? NONE
  const lowest = lowestLimit(limits)
  if (lowest === null) return input + output
  const held = (tokens: number, limit: number | null) =>
    limit === null ? 0 : Math.ceil((tokens * lowest) / limit)
  return Math.max(held(input + output, limits.all), held(input, limits.input), held(output, limits.output))
}
