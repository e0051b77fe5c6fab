import 'server-only'
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema'
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages/messages'
import { noUsage, type TokenUsage } from '@/lib/domain/attempt'
import type { AttemptOutcome } from '@/lib/domain/words'
import { anthropicClient } from './anthropic-client'
import { checkProviderHost } from './check-provider-host'
import { classifyError } from './classify-error'
import type { ProviderAccess } from './provider-access'
import { readUsage, updateUsage } from './read-usage'
import { SilenceTimer } from './silence-timer'

export interface CallRequest {
  model: string
  system: string
  messages: { role: 'user' | 'assistant'; text: string }[]
  /** JSON schema of the answer */
  outputSchema: Record<string, unknown>
  maxTokens: number
}

export interface CallResult {
  outcome: AttemptOutcome
  /** what came in, also of an answer that was cut short; null when nothing did */
  text: string | null
  /** as the API told it, up to the moment of a failure */
  usage: TokenUsage
  stopReason: string | null
  requestId: string | null
  latencyMs: number
  timeToFirstTokenMs: number | null
  retryAfterMs: number | null
  errorText: string | null
}

/** The provider may stay silent so long, before its answer or within it; while a model thinks, it sends pings. */
const MAX_SILENCE_MS = 90_000
const MAX_CALL_MS = 600_000
/** Below this the API would not cache a prefix, whatever we ask (512 tokens at about four characters). */
const MIN_CACHED_CHARACTERS = 2048

function toParams(request: CallRequest): MessageCreateParamsStreaming {
  const isLong = request.system.length >= MIN_CACHED_CHARACTERS
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    stream: true,
    system: [
      { type: 'text', text: request.system, cache_control: isLong ? { type: 'ephemeral' } : undefined },
    ],
    messages: request.messages.map((message) => ({ role: message.role, content: message.text })),
    output_config: { format: { type: 'json_schema', schema: transformJSONSchema(request.outputSchema) } },
  }
}

/** What a finished answer's stop reason means. */
function outcomeOf(stopReason: string | null, text: string): AttemptOutcome {
  if (stopReason === 'refusal') return 'refusal'
  if (stopReason === 'max_tokens') return 'max-tokens'
  if (stopReason === 'model_context_window_exceeded') return 'context-too-large'
  return text.trim() === '' ? 'empty' : 'ok'
}

/**
 * One streamed model call with a structured answer. Never throws: whatever happens is an outcome, with the usage that
 * the API has told so far. Aborting `signal` closes the socket and gives `cancelled`.
 */
export async function callAnthropic(
  provider: ProviderAccess,
  request: CallRequest,
  signal: AbortSignal,
  maxSilenceMs = MAX_SILENCE_MS,
): Promise<CallResult> {
  const startedAt = performance.now()
  const result: CallResult = {
    outcome: 'cut-stream',
    text: null,
    usage: noUsage,
    stopReason: null,
    requestId: null,
    latencyMs: 0,
    timeToFirstTokenMs: null,
    retryAfterMs: null,
    errorText: 'The stream ended before the answer was complete.',
  }
  const hostProblem = await checkProviderHost(provider)
  if (hostProblem !== null) return { ...result, outcome: 'bad-request', errorText: hostProblem }
  const params = toParams(request)
  const silence = new SilenceTimer(maxSilenceMs)
  const tooLong = AbortSignal.timeout(MAX_CALL_MS)
  const stop = AbortSignal.any([signal, silence.signal, tooLong])
  try {
    await receive(result, provider, params, stop, silence, startedAt)
  } catch (error) {
    Object.assign(result, classifyError(error, result.requestId !== null))
  } finally {
    silence.stop()
  }
  // An abort surfaces in several ways (also as a stream that simply ends): the signals know better.
  if (signal.aborted) Object.assign(result, { outcome: 'cancelled', errorText: 'Cancelled.' })
  else if (silence.signal.aborted) {
    const errorText = `The provider sent nothing for ${Math.round(maxSilenceMs / 1000)} s.`
    Object.assign(result, { outcome: 'timeout', errorText })
  } else if (tooLong.aborted) {
    Object.assign(result, { outcome: 'timeout', errorText: `No end after ${MAX_CALL_MS / 60_000} minutes.` })
  }
  return { ...result, latencyMs: Math.round(performance.now() - startedAt) }
}

/** Reads the stream into `result`, event by event, so that a failure loses nothing of what is known. */
async function receive(
  result: CallResult,
  provider: ProviderAccess,
  params: MessageCreateParamsStreaming,
  signal: AbortSignal,
  silence: SilenceTimer,
  startedAt: number,
): Promise<void> {
  const client = anthropicClient(provider, silence.maxSilenceMs, () => silence.restart())
  const { data, response } = await client.messages.create(params, { signal }).withResponse()
  result.requestId = response.headers.get('request-id') ?? 'unknown'
  let text = ''
  for await (const event of data) {
    if (event.type === 'message_start') result.usage = readUsage(event.message.usage)
    else if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
      result.timeToFirstTokenMs ??= Math.round(performance.now() - startedAt)
      text += event.delta.text
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
