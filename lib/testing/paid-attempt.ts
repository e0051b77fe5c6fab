import { type AttemptRecord, noUsage } from '@/lib/domain/attempt'

/** An answered model call for tests, to be made different where it matters. */
export function paidAttempt(given: Partial<AttemptRecord> & { id: string }): AttemptRecord {
  return {
    stage: 'generate',
    source: 'model',
    tier: 'cheap',
    tierReason: null,
    provider: 'Stand-in',
    model: 'claude-haiku-5-5',
    promptVersion: null,
    promptHash: null,
    repairRound: 0,
    usage: noUsage,
    costNanoUsd: 0,
    priceId: null,
    priceGuessed: false,
    latencyMs: 1,
    timeToFirstTokenMs: null,
    stopReason: 'end_turn',
    outcome: 'ok',
    errorText: null,
    requestId: 'request',
    cacheKey: null,
    cacheHit: false,
    cacheMissReason: null,
    ...given,
  }
}
