import 'server-only'
import { db } from '@/lib/db/db'
import type { AttemptOutcome } from '@/lib/domain/words'
import { ENVIRONMENT_PROVIDER_ID } from '../environment-provider'
import { BREAKER_RULES, type BreakerRules, breakerEffect } from './breaker-rules'
import type { LimitKey } from './limit-key'
import { type LimitState, readLimitState, tellLimitChange } from './limit-state'

export type BreakerVerdict =
  | { admitted: true; isProbe: boolean }
  /** `waitMs`: until a probe may pass, for a provider that only wants fewer calls; null: not worth waiting for */
  | { admitted: false; waitMs: number | null; text: string }

const MIN_PAUSE_MS = 1000
/** While a probe is under way: long enough for most to end. */
const WHILE_PROBED_MS = 5000

/** Stands within a sentence: why a model is left alone. */
function describe(state: LimitState, probeInMs: number): string {
  const last = state.lastText ?? state.lastOutcome ?? 'unknown'
  const isProbed = state.state === 'half-open' || probeInMs === 0
  const next = isProbed ? 'being tried again now' : `tried again in ${Math.ceil(probeInMs / 1000)} s`
  return `left alone after ${state.failures ?? 0} failed calls in a row, ${next} (last: ${last})`
}

/** How long to wait for a model that only wants fewer calls; others are not worth waiting for. */
function pauseMs(state: LimitState, probeInMs: number): number | null {
  if (state.lastOutcome !== 'rate-limited') return null
  return state.state === 'half-open' ? WHILE_PROBED_MS : Math.max(probeInMs, MIN_PAUSE_MS)
}

/**
 * May this model be called? While its breaker is open nobody may; once its pause is over exactly one call may, over all
 * processes, as a probe. The same attempt may ask again for its own probe: its worker was replaced.
 */
export async function askBreaker(
  key: LimitKey,
  attemptId: string,
  rules: BreakerRules = BREAKER_RULES,
): Promise<BreakerVerdict> {
  const state = await readLimitState(key)
  if (state.state === null || state.state === 'closed') return { admitted: true, isProbe: false }
  const probeInMs = Math.max(0, (state.probeInMs ?? 0) - (Date.now() - state.readAtMs))
  const isMine = state.probeAttemptId === attemptId
  if (probeInMs === 0 || isMine) {
    if (await claimProbe(key, attemptId, rules)) return { admitted: true, isProbe: true }
  }
  return { admitted: false, waitMs: pauseMs(state, probeInMs), text: describe(state, probeInMs) }
}

/** Exactly one caller gets it. */
async function claimProbe(key: LimitKey, attemptId: string, rules: BreakerRules): Promise<boolean> {
  const claimed = await db().$executeRaw`
    UPDATE breaker SET
      state = 'half-open', "probeAttemptId" = ${attemptId},
      "probeAt" = (now() AT TIME ZONE 'UTC') + ${rules.probeLeaseMs} * interval '1 millisecond',
      "updatedAt" = now() AT TIME ZONE 'UTC'
    WHERE "providerId" = ${key.providerId} AND model = ${key.model} AND state <> 'closed'
      AND ("probeAt" <= (now() AT TIME ZONE 'UTC') OR "probeAttemptId" = ${attemptId})`
  if (claimed > 0) await tellLimitChange(db(), key)
  return claimed > 0
}

/** Notes how a call ended: no statement while all is well. Calls that were cancelled or never made count for nothing. */
export async function tellBreaker(
  key: LimitKey,
  call: {
    attemptId: string
    isProbe: boolean
    outcome: AttemptOutcome
    errorText: string | null
    retryAfterMs: number | null
  },
  rules: BreakerRules = BREAKER_RULES,
): Promise<void> {
  const effect = breakerEffect(call.outcome)
  if (effect === 'none') {
    if (call.isProbe) await giveProbeBack(key, call.attemptId)
    return
  }
  if (effect === 'works') {
    const state = await readLimitState(key)
    if (state.state !== null && (state.state !== 'closed' || (state.failures ?? 0) > 0)) await close(key)
    return
  }
  await countFailure(key, call, rules)
}

async function close({ providerId, model }: LimitKey): Promise<void> {
  await db().$executeRaw`
    UPDATE breaker SET state = 'closed', failures = 0, "openedAt" = NULL, "probeAt" = NULL,
      "probeAttemptId" = NULL, "updatedAt" = now() AT TIME ZONE 'UTC'
    WHERE "providerId" = ${providerId} AND model = ${model}`
  await tellLimitChange(db(), { providerId, model })
}

/** The probe said nothing: another may be made at once. */
async function giveProbeBack({ providerId, model }: LimitKey, attemptId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE breaker SET state = 'open', "probeAt" = now() AT TIME ZONE 'UTC', "probeAttemptId" = NULL,
      "updatedAt" = now() AT TIME ZONE 'UTC'
    WHERE "providerId" = ${providerId} AND model = ${model} AND "probeAttemptId" = ${attemptId}`
  await tellLimitChange(db(), { providerId, model })
}

/**
 * Counts a failure; enough of them in a row open the breaker, and a failed probe opens it again for twice as long. Calls
 * that were under way when it opened, and fail too, change nothing: they tell of the past.
 */
async function countFailure(
  { providerId, model }: LimitKey,
  call: { attemptId: string; outcome: AttemptOutcome; errorText: string | null; retryAfterMs: number | null },
  { failuresToOpen, firstPauseMs, maxPauseMs }: BreakerRules,
): Promise<void> {
  const { attemptId, outcome, errorText } = call
  const askedMs = Math.min(call.retryAfterMs ?? 0, maxPauseMs)
  // That provider is shared by all teams: what it said to one is not for the others.
  const lastText = providerId === ENVIRONMENT_PROVIDER_ID ? null : errorText
  await db().$executeRaw`
    INSERT INTO breaker AS b ("providerId", model, state, failures, "lastOutcome", "lastText", "updatedAt")
    VALUES (${providerId}, ${model}, 'closed', 1, ${outcome}, ${lastText}, now() AT TIME ZONE 'UTC')
    ON CONFLICT ("providerId", model) DO UPDATE SET
      failures = b.failures + 1,
      state = CASE WHEN b.failures + 1 >= ${failuresToOpen} THEN 'open' ELSE 'closed' END,
      "openedAt" = CASE WHEN b.failures + 1 >= ${failuresToOpen}
                        THEN coalesce(b."openedAt", now() AT TIME ZONE 'UTC') END,
      "probeAt" = CASE WHEN b.failures + 1 >= ${failuresToOpen}
                       THEN (now() AT TIME ZONE 'UTC') + greatest(${askedMs}, least(${maxPauseMs},
                            ${firstPauseMs} * power(2, least(b.failures + 1 - ${failuresToOpen}, 20))))
                            * interval '1 millisecond' END,
      "probeAttemptId" = NULL,
      "lastOutcome" = excluded."lastOutcome", "lastText" = excluded."lastText", "updatedAt" = excluded."updatedAt"
    WHERE b.state = 'closed' OR b."probeAttemptId" = ${attemptId}`
  await tellLimitChange(db(), { providerId, model })
}
