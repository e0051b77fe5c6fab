import 'server-only'
import type { MessageBatchResult } from '@anthropic-ai/sdk/resources/messages/batches'
import { storable } from '@/lib/format/storable'
import type { CallResult } from '../call-anthropic'
import { anthropicClient } from '../clients/anthropic-client'
import type { ProviderAccess } from '../provider-access'
import { readUsage } from '../read-usage'
import { outcomeOf } from '../receive-answer'
import { storableResult } from '../storable-result'

const TIMEOUT_MS = 120_000

/** What became of one call of a batch. Only answers cost something. */
export type BatchResult =
  | { status: 'answered'; result: CallResult }
  | { status: 'failed' | 'expired' | 'cancelled'; text: string }

/** The results of a batch that has ended, one by one as they come in. Throws when they break off: read them again. */
export async function* readResults(
  provider: ProviderAccess,
  providerBatchId: string,
): AsyncGenerator<{ customId: string; result: BatchResult }> {
  const lines = await anthropicClient(provider, TIMEOUT_MS).messages.batches.results(providerBatchId)
  for await (const { custom_id, result } of lines) yield { customId: custom_id, result: toResult(result) }
}

function toResult(result: MessageBatchResult): BatchResult {
  if (result.type === 'expired') {
    return { status: 'expired', text: 'the provider did not come to it within 24 hours' }
  }
  if (result.type === 'canceled') return { status: 'cancelled', text: 'the batch was cancelled' }
  if (result.type === 'errored') return { status: 'failed', text: storable(result.error.error.message) }
  const { message } = result
  const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
  const outcome = outcomeOf(message.stop_reason, text)
  return {
    status: 'answered',
    result: storableResult({
      outcome,
      text: text === '' ? null : text,
      usage: readUsage(message.usage),
      stopReason: message.stop_reason,
      requestId: message.id,
      latencyMs: 0,
      timeToFirstTokenMs: null,
      retryAfterMs: null,
      errorText: outcome === 'ok' ? null : `Stopped: ${message.stop_reason}.`,
    }),
  }
}
