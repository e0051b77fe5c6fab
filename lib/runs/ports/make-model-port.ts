import 'server-only'
import { reserveBudget } from '@/lib/budgets/reserve-budget'
import { ensureBudget } from '@/lib/budgets/set-budget'
import { settleBudget } from '@/lib/budgets/settle-budget'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { formatMoney } from '@/lib/format/format-money'
import { type CallResult, callAnthropic } from '@/lib/llm/call-anthropic'
import { findProviderAccess } from '@/lib/llm/load-providers'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { loadPrices } from '@/lib/prices/load-prices'
import { worstCaseCost } from '@/lib/prices/worst-case-cost'
import { redactSecrets } from '@/lib/privacy/redact-secrets'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelAnswer, ModelCall, ModelPort } from '@/lib/workflows/ports'
import { refreshRunCost } from '../execution/refresh-run-cost'
import { callNotMade, describeCall } from './describe-call'
import { findRecordedAnswer, type RecordedPrompt } from './find-recorded-answer'

interface ModelPortScope {
  run: RunScope
  /** most that the launch may cost; null: only the team's and project's budgets bind */
  budgetNanoUsd: number | null
  signal: AbortSignal
}

async function redactCall(call: ModelCall): Promise<RecordedPrompt> {
  const { texts, count } = await redactSecrets([call.system, ...call.messages.map(({ text }) => text)])
  const [system = '', ...messageTexts] = texts
  return {
    system,
    messages: call.messages.map(({ role }, index) => ({ role, text: messageTexts[index] ?? '' })),
    outputSchema: JSON.parse(JSON.stringify(call.outputSchema)),
    maxTokens: call.maxTokens,
    secretsMasked: count,
  }
}

/** The provider with its key, or the failed result that stands for a call without one. */
async function openProvider(teamId: string, call: ModelCall): Promise<ProviderAccess | CallResult> {
  try {
    const provider = await findProviderAccess(teamId, call.choice.providerId)
    return provider ?? callNotMade('invalid-key', `${call.choice.providerName} was removed or switched off`)
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    return callNotMade('invalid-key', error.userText)
  }
}

/** Reserves the most that the call can cost, then makes it; without room in a budget no call is made. */
async function callWithinBudget(
  { run, budgetNanoUsd, signal }: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  prompt: RecordedPrompt,
): Promise<CallResult> {
  const { teamId, launchId, userId } = run
  if (budgetNanoUsd !== null) {
    const draft = { scope: 'launch', scopeId: launchId, period: 'once', createdBy: userId } as const
    await ensureBudget(db(), { ...draft, teamId, limitNanoUsd: budgetNanoUsd })
  }
  const { model } = call.choice
  const promptText = JSON.stringify([prompt.system, prompt.messages, prompt.outputSchema])
  const mostNanoUsd = worstCaseCost(
    await loadPrices(teamId),
    { model, promptText, maxTokens: call.maxTokens, isLocal: provider.isLocal },
    new Date(),
  )
  const reservation = await reserveBudget(run, call.attemptId, mostNanoUsd)
  if (!reservation.reserved) {
    const { scope, period, limitNanoUsd, leftNanoUsd } = reservation
    const name = period === 'once' ? `${scope} budget` : `${scope} budget of this ${period}`
    const left = `${formatMoney(Math.max(0, leftNanoUsd))} left of ${formatMoney(limitNanoUsd)}`
    return callNotMade('budget', `${name}: ${left}, the call could cost ${formatMoney(mostNanoUsd)}`)
  }
  return callAnthropic(provider, { ...prompt, model }, signal)
}

/**
 * The real model port. Secrets are masked before anything leaves; the attempt, its payload and what the budgets pay are
 * written in one transaction; a call that is on record is never made again.
 */
export function makeModelPort(scope: ModelPortScope): ModelPort {
  const { run, signal } = scope

  async function call(modelCall: ModelCall, onAdmitted: () => Promise<void>): Promise<ModelAnswer> {
    const earlier = await findRecordedAnswer(run, modelCall.attemptId)
    // A call that was broken off (its worker was stopped) is made again, and its cost added to the new one's.
    const brokenOff = earlier?.attempt.outcome === 'cancelled' ? earlier.attempt : null
    if (earlier === null || brokenOff !== null) signal.throwIfAborted()
    await onAdmitted()
    if (earlier !== null && brokenOff === null) return earlier
    const prompt = await redactCall(modelCall)
    const opened = await openProvider(run.teamId, modelCall)
    const result = 'outcome' in opened ? opened : await callWithinBudget(scope, opened, modelCall, prompt)
    const isLocal = 'isLocal' in opened && opened.isLocal
    const described = describeCall(modelCall, result, await loadPrices(run.teamId), isLocal, brokenOff)
    const answer = result.text === null ? null : ((await redactSecrets([result.text])).texts[0] ?? null)
    await db().$transaction(async (tx) => {
      await settleBudget(tx, run, modelCall.attemptId, described.paidNowNanoUsd)
      await recordAttempt(tx, run, {
        attempt: described.attempt,
        payload: { prompt, answer },
        replace: brokenOff !== null,
      })
      await refreshRunCost(run.runId, tx)
    })
    if (result.outcome === 'cancelled') signal.throwIfAborted()
    const { text, retryAfterMs } = result
    return {
      admitted: true,
      attempt: described.attempt,
      text,
      retryAfterMs,
      secretsMasked: prompt.secretsMasked,
    }
  }

  return { call, withdraw: async () => {} }
}
