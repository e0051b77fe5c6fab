import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { noUsage, type TokenUsage } from '@/lib/domain/attempt'
import type { AttemptOutcome, Tier } from '@/lib/domain/words'
import { CallStop } from './call-stop'
import { classifyError } from './classify-error'
import { estimateOutput } from './estimate-output'
import { hearBytes } from './hear-bytes'
import type { CacheTtl } from './prompt-caching/cache-pace'
import type { ProviderAccess } from './provider-access'
import { receiveAnswer } from './receive-answer'
import { storableResult } from './storable-result'

export interface CallRequest {
  model: string
  /** decides the effort, where the provider's settings name one for it */
  tier?: Tier
  system: string
  messages: { role: 'user' | 'assistant'; text: string }[]
  /** JSON schema of the answer */
  outputSchema: Record<string, unknown>
  maxTokens: number
  /** how long the provider should keep the system prompt; by default as long as its pace of use is worth */
  cacheTtl?: CacheTtl
  /** the whole call may take so long; by default ten minutes */
  maxCallMs?: number
}

export interface CallResult {
  outcome: AttemptOutcome
  /** what came in, also of an answer that was cut short; null when nothing did */
  text: string | null
  /** as the API told it; output tokens of an answer that was cut short are estimated where it told fewer */
  usage: TokenUsage
  stopReason: string | null
  requestId: string | null
  latencyMs: number
  timeToFirstTokenMs: number | null
  retryAfterMs: number | null
  errorText: string | null
  /** the `anthropic-ratelimit-*` headers of the answer, whatever became of it */
  rateLimits?: Record<string, string>
  /** `performance.now()` when it left this process; absent: nothing was sent */
  sentAtMs?: number
}

/** The provider may stay silent so long, before its answer or within it; while a model thinks, it sends pings. */
const MAX_SILENCE_MS = 90_000
/** One of somebody's own reads a long prompt for minutes before it says a word. */
const MAX_LOCAL_SILENCE_MS = 600_000
/** What the events around a token take at most, and what comes before the first one. */
const BYTES_PER_TOKEN = 1024
const BYTES_BESIDES = 256 * 1024
const MAX_CALL_MS = 600_000
/** Enough to find a secret in what a server repeats of a prompt; it is masked before it is cut to what people read. */
const MOST_OF_ERROR = 8000

/**
 * One streamed model call with a structured answer, at a provider of any kind. Never throws: whatever happens is an
 * outcome, with the usage that the API has told so far. Aborting `signal` closes the socket and gives `cancelled`. With
 * `mayBeSent` the request is made ready at once and sent, and timed, when that resolves; if it rejects, nothing is sent.
 */
export async function callAnthropic(
  provider: ProviderAccess,
  request: CallRequest,
  signal: AbortSignal,
  maxSilenceMs = provider.isLocal ? MAX_LOCAL_SILENCE_MS : MAX_SILENCE_MS,
  mayBeSent?: Promise<void>,
): Promise<CallResult> {
  const progress = { startedAt: performance.now(), characters: 0 }
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
  const maxCallMs = request.maxCallMs ?? MAX_CALL_MS
  const maxBytes = request.maxTokens * BYTES_PER_TOKEN + BYTES_BESIDES
  const stop = new CallStop(signal, { maxSilenceMs, maxCallMs, maxBytes })
  const begin = () => {
    progress.startedAt = performance.now()
    stop.begin()
  }
  if (mayBeSent === undefined) begin()
  const begun = mayBeSent?.then(begin)
  // It may be refused before anything waits for it.
  begun?.catch(() => {})
  const listener = {
    mayBeSent: begun,
    onBytes: (bytes: number) => stop.heard(bytes),
    onSent: () => {
      result.sentAtMs = performance.now()
    },
  }
  try {
    await hearBytes(listener, () =>
      receiveAnswer(result, provider, request, {
        signal: stop.signal,
        maxSilenceMs,
        mayBeSent: begun,
        progress,
      }),
    )
  } catch (error) {
    if (error instanceof AssayError) {
      Object.assign(result, { outcome: 'invalid-key', errorText: error.userText })
    } else Object.assign(result, classifyError(error, result.requestId !== null, MOST_OF_ERROR))
  } finally {
    stop.end()
  }
  // An abort surfaces in several ways (also as a stream that simply ends): whoever broke it off knows better.
  const where = result.requestId === null ? 'before its answer' : 'in mid-answer'
  if (stop.cause === 'cancelled') Object.assign(result, { outcome: 'cancelled', errorText: 'Cancelled.' })
  else if (stop.cause === 'too-much') {
    const errorText = `The provider sent more than ${request.maxTokens} tokens can take.`
    Object.assign(result, { outcome: 'malformed-stream', errorText })
  } else if (stop.cause === 'too-silent') {
    const errorText = `The provider sent nothing for ${Math.round(maxSilenceMs / 1000)} s ${where}.`
    Object.assign(result, { outcome: 'timeout', errorText })
  } else if (stop.cause === 'too-long') {
    const errorText = `No end after ${Math.round(maxCallMs / 1000)} s, stopped ${where}.`
    Object.assign(result, { outcome: 'timeout', errorText })
  }
  const latencyMs = Math.round(performance.now() - progress.startedAt)
  return storableResult({ ...estimateOutput(result, progress.characters, request.maxTokens), latencyMs })
}
