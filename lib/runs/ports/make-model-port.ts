import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { leaveQueue } from '@/lib/llm/limits/take-rate'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { loadPrices } from '@/lib/prices/load-prices'
import { maskTexts } from '@/lib/privacy/mask-texts'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { CallNotAdmitted, ModelAnswer, ModelCall, ModelPort } from '@/lib/workflows/ports'
import { handToBatch } from '../batches/hand-to-batch'
import { accountOf } from '../calls/account-of'
import { type CallFacts, knownFacts, readFacts } from '../calls/call-facts'
import { findRecordedAnswer, type RecordedPrompt } from '../calls/find-recorded-answer'
import { type CallToSend, type ModelPortScope, sendCall } from '../calls/send-call'

type PlainSchema = RecordedPrompt['outputSchema']
const plainSchemas = new WeakMap<ModelCall['outputSchema'], PlainSchema>()

/** A schema as it is recorded, the same for each call of a stage. */
function plainSchema(schema: ModelCall['outputSchema']): PlainSchema {
  const plain: PlainSchema = plainSchemas.get(schema) ?? JSON.parse(JSON.stringify(schema))
  plainSchemas.set(schema, plain)
  return plain
}

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
      outputSchema: plainSchema(call.outputSchema),
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
  call: ModelCall,
): Promise<{ earlier: ModelAnswer | null; provider: ProviderAccess | CallNotAdmitted }> {
  const { facts, isRecorded } = await readFacts(run, call)
  const earlier = isRecorded ? await findRecordedAnswer(run, call.attemptId) : null
  const refuse = (text: string, reason?: CallNotAdmitted['reason']): CallNotAdmitted => ({
    admitted: false,
    cause: 'provider',
    waitMs: null,
    text,
    reason,
  })
  try {
    return { earlier, provider: facts.provider() ?? refuse('it was removed or switched off') }
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    return {
      earlier,
      provider: refuse(error.userText, error.code === 'forbidden' ? 'policy' : 'provider-refused'),
    }
  }
}

/** The provider by facts that are yet to be verified; null: they must be read anew. */
function openedNow(facts: CallFacts): ProviderAccess | null {
  try {
    return facts.provider()
  } catch {
    return null
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
    const masked = maskCall(modelCall, run.runId)
    const facts = scope.delivery === 'now' ? knownFacts(run, modelCall) : undefined
    const known = facts === undefined ? null : openedNow(facts)
    if (known !== null) {
      const sent = await send(modelCall, { ...(await masked), provider: known, facts, onAdmitted })
      if (sent !== null) return sent
    }
    const [{ earlier, provider }, { prompt, restore }] = await Promise.all([openCall(run, modelCall), masked])
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
    const sent = await send(modelCall, { prompt, restore, provider, isRepeat, onAdmitted })
    if (sent === null) throw new Error('a call without facts was given up for them')
    return sent
  }

  /** Null: nothing was done, as the facts have changed. */
  async function send(
    modelCall: ModelCall,
    given: Omit<CallToSend, 'call'> & Awaited<ReturnType<typeof maskCall>> & { isRepeat?: boolean },
  ): Promise<ModelAnswer | CallNotAdmitted | null> {
    const { prompt, restore, isRepeat = false, ...rest } = given
    const prices = await loadPrices(run.teamId)
    const sent = await sendCall(scope, { call: modelCall, prompt, ...rest })
    if (sent === null || 'admitted' in sent) return sent
    const { result, close } = sent
    const { isLocal } = given.provider
    const ended = { call: modelCall, prompt, result, isLocal, isRepeat }
    const { attempt, write, debt } = accountOf(run, prices, ended)
    // On record before anything else: whatever fails from here on, it is not paid again. An answer goes there with its step.
    if (result.outcome === 'ok' && !isRepeat && scope.leaveToStep?.(debt) === true) await close()
    else await write().finally(close)
    if (result.outcome === 'cancelled') signal.throwIfAborted()
    const { retryAfterMs } = result
    const text = restore(result.text)
    return { admitted: true, attempt, text, retryAfterMs, secretsMasked: prompt.secretsMasked }
  }

  return { call, withdraw: leaveQueue }
}
