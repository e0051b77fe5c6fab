import 'server-only'
import { releaseBudget } from '@/lib/budgets/settle-budget'
import type { LaunchOptions } from '@/lib/domain/launch'
import { limitsOf } from '@/lib/domain/provider-settings'
import type { Tier } from '@/lib/domain/words'
import { type CallResult, callAnthropic } from '@/lib/llm/call-anthropic'
import { admitCall, type NotAdmitted } from '@/lib/llm/limits/admit-call'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { log } from '@/lib/log/log'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelCall } from '@/lib/workflows/ports'
import { isInteractive } from '../slots/is-interactive'
import { inCallSlot, slotHolderOf } from '../slots/worker-slots'
import type { RecordedPrompt } from './find-recorded-answer'
import { maskResult } from './mask-result'
import { promptTextOf, reserveCall } from './reserve-call'
import { slotBar } from './slot-bar'
import { tellAfterwards } from './tell-afterwards'

export interface ModelPortScope {
  run: RunScope
  /** most that the launch may cost; null: only the team's and project's budgets bind */
  budgetNanoUsd: number | null
  /** `within-24h`: the run's first call goes through the provider's batch API, where it has one */
  delivery: LaunchOptions['delivery']
  signal: AbortSignal
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

/**
 * Makes one call in a slot of its own when the model's breaker, its rate and the budgets let it; `onAdmitted` runs once
 * breaker and rate have. What was taken and is not used is given back, also when this throws. Between the answer and its
 * return nothing can fail: it is paid.
 */
export async function sendCall(
  scope: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  prompt: RecordedPrompt,
  onAdmitted: () => Promise<void>,
): Promise<SentCall | NotAdmitted> {
  const { model } = call.choice
  const { callsAtOnce } = limitsOf(provider.limits, model)
  const place = { providerId: provider.id, model, callsAtOnce }
  const bar = slotBar(scope.run, call)
  const send = () => {
    bar.end('ok')
    return sendInSlot(scope, provider, call, prompt, onAdmitted)
  }
  try {
    // Only the call itself holds the slot: who must wait for a rate gives it to others.
    return await inCallSlot(await slotHolderOf(scope.run), place, scope.signal, send, bar.begin)
  } finally {
    // Still there when the run was cancelled meanwhile.
    bar.end('skipped')
  }
}

async function sendInSlot(
  scope: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  prompt: RecordedPrompt,
  onAdmitted: () => Promise<void>,
): Promise<SentCall | NotAdmitted> {
  const { run, signal, patience } = scope
  const { attemptId, tier, maxTokens } = call
  const { model } = call.choice
  const promptText = promptTextOf(prompt)
  const admission = await admitCall({
    attemptId,
    teamId: run.teamId,
    model,
    provider,
    isInteractive: await isInteractive(run.launchId),
    promptCharacters: promptText.length,
    maxTokens,
  })
  if (!admission.admitted) return admission
  const giveBack: (() => Promise<void>)[] = [admission.release]
  try {
    await onAdmitted()
    giveBack.push(() => releaseBudget(run, attemptId))
    const refused = await reserveCall(scope, provider, call, promptText)
    if (refused !== null) {
      await admission.release()
      return { result: refused, close: async () => {} }
    }
    signal.throwIfAborted()
  } catch (error) {
    await Promise.allSettled(giveBack.map((give) => give()))
    throw error
  }
  const maxCallMs = patience?.maxCallMs ?? (provider.isLocal ? MAX_LOCAL_CALL_MS : MAX_CALL_MS[tier])
  const request = { ...prompt, tier, model, maxCallMs }
  const answer = await callAnthropic(provider, request, signal, patience?.maxSilenceMs)
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
