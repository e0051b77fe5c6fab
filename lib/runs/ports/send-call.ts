import 'server-only'
import { describeRefusal } from '@/lib/budgets/describe-refusal'
import { reserveBudget } from '@/lib/budgets/reserve-budget'
import { ensureBudget } from '@/lib/budgets/set-budget'
import { db } from '@/lib/db/db'
import type { Tier } from '@/lib/domain/words'
import { type CallResult, callAnthropic } from '@/lib/llm/call-anthropic'
import { admitCall, type NotAdmitted } from '@/lib/llm/limits/admit-call'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { loadPrices } from '@/lib/prices/load-prices'
import { worstCaseCost } from '@/lib/prices/worst-case-cost'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelCall } from '@/lib/workflows/ports'
import { callNotMade } from './describe-call'
import type { RecordedPrompt } from './find-recorded-answer'
import { isInteractive } from './is-interactive'

export interface ModelPortScope {
  run: RunScope
  /** most that the launch may cost; null: only the team's and project's budgets bind */
  budgetNanoUsd: number | null
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

/** Reserves the most that the call can cost; the failed result that stands for a call without room in a budget, or null. */
async function reserve(
  { run, budgetNanoUsd }: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  promptText: string,
): Promise<CallResult | null> {
  const { teamId, launchId, userId } = run
  if (budgetNanoUsd !== null) {
    const draft = { scope: 'launch', scopeId: launchId, period: 'once', createdBy: userId } as const
    await ensureBudget(db(), { ...draft, teamId, limitNanoUsd: budgetNanoUsd })
  }
  const mostNanoUsd = worstCaseCost(
    await loadPrices(teamId),
    { model: call.choice.model, promptText, maxTokens: call.maxTokens, isLocal: provider.isLocal },
    new Date(),
  )
  const reservation = await reserveBudget(run, call.attemptId, mostNanoUsd)
  if (reservation.reserved) return null
  return callNotMade('budget', describeRefusal(reservation, mostNanoUsd))
}

/**
 * Makes one call when the model's breaker, its rate and the budgets let it; `onAdmitted` runs once breaker and rate have.
 * What was taken and is not used is given back, also when this throws.
 */
export async function sendCall(
  scope: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  prompt: RecordedPrompt,
  onAdmitted: () => Promise<void>,
): Promise<CallResult | NotAdmitted> {
  const { run, signal, patience } = scope
  const { attemptId, tier, maxTokens } = call
  const { model } = call.choice
  const promptText = JSON.stringify([prompt.system, prompt.messages, prompt.outputSchema])
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
  try {
    await onAdmitted()
    const refused = await reserve(scope, provider, call, promptText)
    if (refused === null) signal.throwIfAborted()
    if (refused !== null) {
      await admission.release()
      return refused
    }
  } catch (error) {
    await admission.release()
    throw error
  }
  const maxCallMs = patience?.maxCallMs ?? MAX_CALL_MS[tier]
  const request = { ...prompt, tier, model, maxCallMs }
  const result = await callAnthropic(provider, request, signal, patience?.maxSilenceMs)
  await admission.close(result)
  return result
}
