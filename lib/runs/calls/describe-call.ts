import 'server-only'
import { type AttemptRecord, noUsage } from '@/lib/domain/attempt'
import type { AttemptOutcome } from '@/lib/domain/words'
import type { CallResult } from '@/lib/llm/call-anthropic'
import { costOf } from '@/lib/prices/cost-of'
import type { Price } from '@/lib/prices/price'
import type { ModelCall } from '@/lib/workflows/ports'

/** The result of a call that was never made: nothing was sent, nothing is owed. */
export function callNotMade(outcome: AttemptOutcome, errorText: string): CallResult {
  return {
    outcome,
    errorText,
    text: null,
    usage: noUsage,
    stopReason: null,
    requestId: null,
    latencyMs: 0,
    timeToFirstTokenMs: null,
    retryAfterMs: null,
  }
}

/** What of a call its attempt row tells. */
export type DescribedCall = Omit<ModelCall, 'system' | 'messages' | 'outputSchema' | 'maxTokens'>

const FREE = { costNanoUsd: 0, priceId: null, priceGuessed: false }

/**
 * The attempt row of a call, priced now: the price it was charged by stays on it. A call that used no tokens has no
 * price, and neither has a local model that is not in the list: nobody sends a bill.
 */
export function describeCall(
  call: DescribedCall,
  result: CallResult,
  prices: Price[],
  isLocal: boolean,
  { isBatch = false }: { isBatch?: boolean } = {},
): AttemptRecord {
  const usesTokens = Object.values(result.usage).some((tokens) => tokens > 0)
  const priced = usesTokens ? costOf(prices, result.usage, call.choice.model, new Date(), { isBatch }) : FREE
  const cost = isLocal && priced.priceGuessed ? FREE : priced
  return {
    id: call.attemptId,
    stage: call.stage,
    source: 'model',
    tier: call.tier,
    tierReason: call.tierReason,
    providerId: call.choice.providerId,
    provider: call.choice.providerName,
    model: call.choice.model,
    promptVersion: call.promptVersion,
    promptHash: call.promptHash,
    repairRound: call.repairRound,
    usage: result.usage,
    ...cost,
    isBatch,
    // How long a batch took says nothing of how quick the model is.
    latencyMs: isBatch ? null : result.latencyMs,
    timeToFirstTokenMs: result.timeToFirstTokenMs,
    stopReason: result.stopReason,
    outcome: result.outcome,
    errorText: result.errorText,
    requestId: result.requestId,
    cacheKey: call.cacheKey,
    cacheHit: false,
    cacheMissReason: call.cacheMissReason,
  }
}
