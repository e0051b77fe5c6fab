import { z } from 'zod'
import { outcomesWith } from './outcome-traits'
import { AttemptOutcome, CacheMissReason, RunSource, Tier } from './words'

/** Token counts as the API returned them; output tokens of an answer that broke off are estimated, and its error text says so. */
export const TokenUsage = z.object({
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  cacheReadTokens: z.number().int().nonnegative(),
  cacheWrite5mTokens: z.number().int().nonnegative(),
  cacheWrite1hTokens: z.number().int().nonnegative(),
})
export type TokenUsage = z.infer<typeof TokenUsage>

export const noUsage: TokenUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
}

/** One model call, one cache hit or one use of the template, with what it cost and how it ended. */
export const AttemptRecord = z.object({
  id: z.string(),
  stage: z.string(),
  source: RunSource,
  tier: Tier.nullable(),
  tierReason: z.string().nullable(),
  providerId: z.string().nullish(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  promptVersion: z.string().nullable(),
  promptHash: z.string().nullable(),
  repairRound: z.number().int(),
  usage: TokenUsage,
  /** integer nano-USD */
  costNanoUsd: z.number().int(),
  priceId: z.string().nullable(),
  priceGuessed: z.boolean(),
  /** made by the provider's batch API, at its lower price */
  isBatch: z.boolean().optional(),
  latencyMs: z.number().nullable(),
  timeToFirstTokenMs: z.number().nullable(),
  stopReason: z.string().nullable(),
  outcome: AttemptOutcome,
  errorText: z.string().nullable(),
  requestId: z.string().nullable(),
  cacheKey: z.string().nullable(),
  cacheHit: z.boolean(),
  cacheMissReason: CacheMissReason.nullable(),
})
export type AttemptRecord = z.infer<typeof AttemptRecord>

/** Ends of a call that brought no answer to check. */
export const UNANSWERED: AttemptOutcome[] = outcomesWith('unanswered')
/** Ends of a call whose time tells when it broke off, and not how long an answer takes. */
export const UNTIMED: AttemptOutcome[] = [...UNANSWERED, 'cancelled']

/** True for a call that was refused before anything was sent (no budget, no usable key): it took no time and has no request. */
export function wasNeverMade(
  attempt: Pick<AttemptRecord, 'source' | 'outcome' | 'requestId' | 'latencyMs'>,
): boolean {
  const { source, outcome, requestId, latencyMs } = attempt
  return source === 'model' && (outcome === 'budget' || (requestId === null && latencyMs === 0))
}

/** How many model calls these attempts are, and how many of them brought no answer. */
export function countCalls(
  attempts: readonly Pick<AttemptRecord, 'source' | 'outcome' | 'requestId' | 'latencyMs'>[],
): { made: number; failed: number } {
  const made = attempts.filter((attempt) => attempt.source === 'model' && !wasNeverMade(attempt))
  return { made: made.length, failed: made.filter(({ outcome }) => UNANSWERED.includes(outcome)).length }
}
