import 'server-only'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { AssayError } from '@/lib/domain/assay-error'
import { leaveQueue } from '@/lib/llm/limits/take-rate'
import { openedProvider, openingColumns } from '@/lib/llm/open-provider'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { loadPrices } from '@/lib/prices/load-prices'
import { maskTexts } from '@/lib/privacy/mask-texts'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { CallNotAdmitted, ModelAnswer, ModelCall, ModelPort } from '@/lib/workflows/ports'
import { handToBatch } from '../batches/hand-to-batch'
import { accountOf } from '../calls/account-of'
import { findRecordedAnswer, isRecordedSql, type RecordedPrompt } from '../calls/find-recorded-answer'
import { type ModelPortScope, sendCall } from '../calls/send-call'

/** What may leave of a call, and the way back for its answer. */
async function maskCall(
  call: ModelCall,
  runId: string,
): Promise<{ prompt: RecordedPrompt; restore: (text: string | null) => string | null }> {
  const { texts, kinds, restore } = await maskTexts(
    [call.system, ...call.messages.map(({ text }) => text)],
    runId,
  )
  const [system = '', ...messageTexts] = texts
  return {
    prompt: {
      system,
      messages: call.messages.map(({ role }, index) => ({ role, text: messageTexts[index] ?? '' })),
      outputSchema: JSON.parse(JSON.stringify(call.outputSchema)),
      maxTokens: call.maxTokens,
      secretsMasked: kinds.secret ?? 0,
      maskedKinds: kinds,
    },
    restore: (text) => (text === null ? null : restore(text)),
  }
}

/**
 * What must be known before a call: what is on record of it, and the provider with its key, or why that cannot be called:
 * it was changed after the run chose it.
 */
async function openCall(
  run: RunScope,
  { attemptId, choice }: ModelCall,
): Promise<{ earlier: ModelAnswer | null; provider: ProviderAccess | CallNotAdmitted }> {
  const [row] = await queryOften(sql`
    SELECT ${isRecordedSql(run, attemptId)} AS "isRecorded", ${openingColumns(run, choice.providerId)}`)
  const earlier = row?.isRecorded === true ? await findRecordedAnswer(run, attemptId) : null
  const refuse = (text: string, reason?: CallNotAdmitted['reason']): CallNotAdmitted => ({
    admitted: false,
    cause: 'provider',
    waitMs: null,
    text,
    reason,
  })
  try {
    const provider = openedProvider(row, choice.providerId)
    return { earlier, provider: provider ?? refuse('it was removed or switched off') }
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    return {
      earlier,
      provider: refuse(error.userText, error.code === 'forbidden' ? 'policy' : 'provider-refused'),
    }
  }
}

/**
 * The real model port. Secrets are masked before anything leaves; the attempt, its payload and what the budgets pay are
 * written in one transaction; a call that is on record is never made again.
 */
export function makeModelPort(scope: ModelPortScope): ModelPort {
  const { run, signal } = scope

  async function call(
    modelCall: ModelCall,
    onAdmitted: () => Promise<void>,
  ): Promise<ModelAnswer | CallNotAdmitted> {
    const [{ earlier, provider }, { prompt, restore }] = await Promise.all([
      openCall(run, modelCall),
      maskCall(modelCall, run.runId),
    ])
    // A call that was broken off (its worker was stopped) is made again: each is an attempt of its own.
    const isRepeat = earlier?.attempt.outcome === 'cancelled'
    if (earlier !== null && !isRepeat) {
      await onAdmitted()
      return { ...earlier, text: restore(earlier.text) }
    }
    signal.throwIfAborted()
    if ('admitted' in provider) return provider
    const inBatch = !isRepeat && (await handToBatch(scope, provider, modelCall, prompt))
    if (inBatch) return { admitted: false, cause: 'batch', waitMs: null, text: 'in a batch' }
    const prices = await loadPrices(run.teamId)
    const sent = await sendCall(scope, provider, modelCall, prompt, onAdmitted)
    if ('admitted' in sent) return sent
    const { result, close } = sent
    const { isLocal } = provider
    const { attempt, write } = accountOf(run, prices, { call: modelCall, prompt, result, isLocal, isRepeat })
    // On record before anything else: whatever fails from here on, it is not paid again.
    await write().finally(close)
    if (result.outcome === 'cancelled') signal.throwIfAborted()
    const { retryAfterMs } = result
    const text = restore(result.text)
    return { admitted: true, attempt, text, retryAfterMs, secretsMasked: prompt.secretsMasked }
  }

  return { call, withdraw: leaveQueue }
}
