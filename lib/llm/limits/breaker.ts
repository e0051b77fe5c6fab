import 'server-only'
import { db } from '@/lib/db/db'
import { hasTrait } from '@/lib/domain/outcome-traits'
import { AttemptOutcome } from '@/lib/domain/words'
import { ENVIRONMENT_PROVIDER_ID } from '../environment-provider'
import { withoutEstimate } from '../estimate-output'
import { BREAKER_RULES, type BreakerRules, breakerEffect } from './breaker-rules'
import type { LimitKey } from './limit-key'
import { type LimitState, readLimitState, tellLimitChange } from './limit-state'
import { markRefused } from './mark-refused'

export type BreakerVerdict =
  | { admitted: true; isProbe: boolean }
  /**
   * `probe`: another call is trying the model right now. `waitMs`: when to ask again; null: what it fails of stays until a
   * person mends it. `lastOutcome`: of the call that failed last
   */
  | {
      admitted: false
      cause: 'breaker' | 'probe'
      waitMs: number | null
      text: string
      lastOutcome: AttemptOutcome | null
    }

const MIN_PAUSE_MS = 1000
/** A pause is asked for so much longer that it is over, by the database's clock too, when it has been waited out. */
const PAUSE_MARGIN_MS = 100
/** How long a probe takes is not known: it is asked for after a second, then after as long again as it has taken. */
const MAX_PROBE_WAIT_MS = 15_000

/** Stands within a sentence: why a model is left alone. */
function describe(state: LimitState, pauseMs: number | null): string {
  const last = (state.lastText ?? state.lastOutcome ?? 'unknown').replace(/\.$/, '')
  const next = pauseMs === null ? 'being tried again now' : `tried again in ${Math.ceil(pauseMs / 1000)} s`
  return `left alone after ${state.failures ?? 0} failed calls in a row, ${next} (last: ${last})`
}

/** The verdict on a call that nobody needs to make: the same answer would come. */
function refuseForGood({ lastOutcome, lastText }: LimitState): BreakerVerdict {
  const outcome = lastOutcome === 'invalid-key' ? lastOutcome : 'unknown-model'
  const what = outcome === 'invalid-key' ? 'its key is refused' : 'it does not know the model'
  const text = `${what}, so it is not asked again until its settings change or a test passes (last: ${(lastText ?? outcome).replace(/\.$/, '')})`
  return { admitted: false, cause: 'breaker', waitMs: null, text, lastOutcome: outcome }
}

/** The verdict on a call that must wait: for the end of the pause, or for that of another's probe. */
function refuse(state: LimitState, probeInMs: number, rules: BreakerRules): BreakerVerdict {
  const isProbed = state.state === 'half-open' || probeInMs === 0
  const probedMs = state.state === 'half-open' ? rules.probeLeaseMs - probeInMs : 0
  const waitMs = isProbed
    ? Math.min(MAX_PROBE_WAIT_MS, Math.max(MIN_PAUSE_MS, probedMs))
    : Math.max(MIN_PAUSE_MS, probeInMs + PAUSE_MARGIN_MS)
  const lastOutcome = AttemptOutcome.safeParse(state.lastOutcome).data ?? null
  return {
    admitted: false,
    cause: isProbed ? 'probe' : 'breaker',
    waitMs: lastOutcome !== null && hasTrait(lastOutcome, 'passing') ? Math.ceil(waitMs) : null,
    text: describe(state, isProbed ? null : probeInMs),
    lastOutcome,
  }
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
  if (state.state === 'refused') return refuseForGood(state)
  const probeInMs = Math.max(0, (state.probeInMs ?? 0) - (Date.now() - state.readAtMs))
  const isMine = state.probeAttemptId === attemptId
  if (probeInMs === 0 || isMine) {
    if (await claimProbe(key, attemptId, rules)) return { admitted: true, isProbe: true }
  }
  return refuse(state, probeInMs, rules)
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
    /** of the provider's row with which the call was made; absent: it has none */
    providerVersion?: string | null
  },
  rules: BreakerRules = BREAKER_RULES,
): Promise<void> {
  const effect = breakerEffect(call.outcome)
  if (effect === 'none') {
    if (call.isProbe) await giveProbeBack(key, call.attemptId)
    return
  }
  if (effect === 'alive') {
    if (call.isProbe) await close(key)
    return
  }
  if (effect === 'works') {
    const state = await readLimitState(key)
    if (state.state !== null && (state.state !== 'closed' || (state.failures ?? 0) > 0)) await close(key)
    return
  }
  const { outcome, errorText, providerVersion = null } = call
  if (effect === 'refused' && (await markRefused(key, { outcome, errorText, providerVersion }))) return
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
  const isShared = providerId === ENVIRONMENT_PROVIDER_ID || errorText === null
  const lastText = isShared ? null : withoutEstimate(errorText)
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
