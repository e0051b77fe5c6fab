import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { releaseBudget } from '@/lib/budgets/settle-budget'
import type { LeaveToStep } from '@/lib/db/step-debt'
import type { LaunchOptions } from '@/lib/domain/launch'
import { limitsOf } from '@/lib/domain/provider-settings'
import type { Tier } from '@/lib/domain/words'
import { type CallResult, callAnthropic } from '@/lib/llm/call-anthropic'
import type { NotAdmitted } from '@/lib/llm/limits/admit-call'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { SendGate } from '@/lib/llm/send-gate'
import { log } from '@/lib/log/log'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelCall } from '@/lib/workflows/ports'
import { endTurn } from '../slots/take-turn'
import { cpuPlaces, inCallSlot, slotHolderOf } from '../slots/worker-slots'
import { beginAtOnce, beginStepwise } from './begin-call'
import type { CallFacts } from './call-facts'
import type { RecordedPrompt } from './find-recorded-answer'
import { maskResult } from './mask-result'
import { promptTextOf } from './reserve-call'
import { slotBar } from './slot-bar'
import { tellAfterwards } from './tell-afterwards'

export interface ModelPortScope {
  run: RunScope
  /** most that the launch may cost; null: only the team's and project's budgets bind */
  budgetNanoUsd: number | null
  /** `within-24h`: the run's first call goes through the provider's batch API, where it has one */
  delivery: LaunchOptions['delivery']
  signal: AbortSignal
  /** Leaves a record to the end of the durable step that this runs in; absent where there is none: then it is written at once. */
  leaveToStep?: LeaveToStep
  /** in place of the usual limits of time, for tests */
  patience?: CallPatience
}

export interface CallPatience {
  /** the provider may be silent so long */
  maxSilenceMs: number
  /** a call may take so long */
  maxCallMs: number
}

/** A provider that has not come to an end by then is too slow to wait for; dearer models may think longer. */
const MAX_CALL_MS: Record<Tier, number> = { cheap: 180_000, capable: 300_000, premium: 600_000 }
/** Of whatever tier: a machine of one's own is slow, and the only one there is. Shorter than a reservation lasts. */
const MAX_LOCAL_CALL_MS = 1_200_000

/** A call that is over. `close` tells breaker and rate how it ended; to be called once it is on record. Never throws. */
export interface SentCall {
  result: CallResult
  close: () => Promise<void>
}

/** A call to be sent to its provider. */
export interface CallToSend {
  provider: ProviderAccess
  call: ModelCall
  prompt: RecordedPrompt
  /** what is known of what it rests on, if that is to be verified on the way; then `sendCall` may give null */
  facts?: CallFacts
  /** runs once breaker, rate and budgets have let it */
  onAdmitted: () => Promise<void>
}

/**
 * Makes one call in a slot of its own when the model's breaker, its rate and the budgets let it. Null: nothing was done, as
 * the facts have changed. What was taken and is not used is given back, also when this throws. Between the answer and its
 * return nothing can fail: it is paid.
 */
export async function sendCall(
  scope: ModelPortScope,
  given: CallToSend,
): Promise<SentCall | NotAdmitted | null> {
  const { provider, call } = given
  const { model } = call.choice
  const { callsAtOnce } = limitsOf(provider.limits, model)
  const place = { providerId: provider.id, model, callsAtOnce }
  const bar = slotBar(scope.run, call)
  // Whatever it waits for now, it is not a processor.
  cpuPlaces().leave(scope.run)
  const send = () => {
    bar.end('ok')
    return sendInSlot(scope, given)
  }
  try {
    // Only the call itself holds the slot: who must wait for a rate gives it to others.
    return await inCallSlot(await slotHolderOf(scope.run), place, scope.signal, send, bar.begin)
  } finally {
    // Still there when the run was cancelled meanwhile.
    bar.end('skipped')
  }
}

async function sendInSlot(scope: ModelPortScope, given: CallToSend): Promise<SentCall | NotAdmitted | null> {
  const gate = new SendGate()
  try {
    return await sendThrough(gate, scope, given)
  } finally {
    gate.refuse()
  }
}

async function sendThrough(
  gate: SendGate,
  scope: ModelPortScope,
  { provider, call, prompt, facts, onAdmitted }: CallToSend,
): Promise<SentCall | NotAdmitted | null> {
  const { run, signal, patience } = scope
  const { attemptId, tier } = call
  const { model } = call.choice
  const toBegin = { provider, call, promptText: promptTextOf(prompt) }
  const maxCallMs = patience?.maxCallMs ?? (provider.isLocal ? MAX_LOCAL_CALL_MS : MAX_CALL_MS[tier])
  const request = { ...prompt, tier, model, maxCallMs }
  const make = () => callAnthropic(provider, request, signal, patience?.maxSilenceMs, gate.opened)
  const beginning = facts === undefined ? beginStepwise(scope, toBegin) : beginAtOnce(scope, facts, toBegin)
  // The statement leaves first, and the request is made ready while it is under way: what begins stepwise may take longer.
  const answering = facts === undefined ? null : nextTurn().then(make)
  const begun = await beginning
  if (begun === null || !begun.admitted) return begun
  const { admission } = begun
  try {
    await onAdmitted()
    if (admission === null) return { result: begun.refused, close: async () => {} }
    signal.throwIfAborted()
  } catch (error) {
    if (admission !== null) await Promise.allSettled([admission.release(), releaseBudget(run, attemptId)])
    throw error
  }
  endTurn(run)
  gate.open()
  const answer = await (answering ?? make())
  const result = await maskResult(answer, run.runId)
  const close = async () => {
    const told = tellAfterwards(
      admission
        .close(result)
        .catch((error: unknown) => log.warn({ err: error, attemptId }, 'the end of a call was not told')),
    )
    // Who asks next must know of what went wrong, and of a probe; that all is well can be said meanwhile.
    if (result.outcome !== 'ok' || admission.isProbe) await told
  }
  return { result, close }
}
