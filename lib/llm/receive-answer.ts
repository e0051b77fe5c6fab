import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AttemptOutcome } from '@/lib/domain/words'
import { buildParams } from './build-params'
import type { CallRequest, CallResult } from './call-anthropic'
import { openClient } from './clients/open-client'
import { planCaching } from './prompt-caching/plan-caching'
import type { ProviderAccess } from './provider-access'
import { readRateLimits } from './read-rate-limits'
import { readUsage, updateUsage } from './read-usage'

export interface Reception {
  signal: AbortSignal
  maxSilenceMs: number
  /** nothing is sent before it resolves, and nothing at all when it rejects */
  mayBeSent?: Promise<void>
  progress: {
    /** `performance.now()` at the start of the call */
    startedAt: number
    /** of the answer, thoughts included */
    characters: number
  }
}

/** The SDK counts from before a request may leave; the caller's own limit counts from there on, and so comes first. */
const MAY_BE_HELD_MS = 60_000

/** What a finished answer's stop reason means. */
export function outcomeOf(stopReason: string | null, text: string): AttemptOutcome {
  if (stopReason === 'refusal') return 'refusal'
  if (stopReason === 'max_tokens') return 'max-tokens'
  if (stopReason === 'model_context_window_exceeded') return 'context-too-large'
  return text.trim() === '' ? 'empty' : 'ok'
}

/** The API's own name of a request, or that of the cloud before it; else one of ours, as no two calls may share a name. */
function requestIdOf(headers: Headers): string {
  return headers.get('request-id') ?? headers.get('x-amzn-requestid') ?? `unnamed-${randomUUID()}`
}

/** Sends a request and reads the stream into `result`, event by event, so that a failure loses nothing of what is known. */
export async function receiveAnswer(
  result: CallResult,
  provider: ProviderAccess,
  request: CallRequest,
  { signal, maxSilenceMs, mayBeSent, progress }: Reception,
): Promise<void> {
  const client = await openClient(provider, maxSilenceMs + MAY_BE_HELD_MS)
  signal.throwIfAborted()
  const caching = await planCaching(client, provider, request, mayBeSent)
  const effort = request.tier === undefined ? undefined : provider.settings.effort[request.tier]
  const params = { ...buildParams(request, caching, effort), stream: true as const }
  const { data, response } = await client.messages.create(params, { signal }).withResponse()
  result.requestId = requestIdOf(response.headers)
  result.rateLimits = readRateLimits(response.headers)
  let text = ''
  for await (const event of data) {
    if (event.type === 'message_start') result.usage = readUsage(event.message.usage)
    else if (event.type === 'content_block_delta') {
      const { delta } = event
      if (delta.type === 'thinking_delta') progress.characters += delta.thinking.length
      if (delta.type !== 'text_delta') continue
      result.timeToFirstTokenMs ??= Math.round(performance.now() - progress.startedAt)
      progress.characters += delta.text.length
      text += delta.text
      result.text = text
    } else if (event.type === 'message_delta') {
      result.usage = updateUsage(result.usage, event.usage)
      result.stopReason = event.delta.stop_reason
    } else if (event.type === 'message_stop') {
      result.outcome = outcomeOf(result.stopReason, text)
      result.errorText = null
    }
  }
}
