import { z } from 'zod'
import { AttemptOutcome, CacheMissReason, RunSource, Tier } from './words'

/** Token counts as the provider's API returned them; never guessed. */
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
