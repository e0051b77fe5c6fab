import 'server-only'
import type { APIError } from '@anthropic-ai/sdk'
import { z } from 'zod'
import type { AttemptOutcome } from '@/lib/domain/words'
import { cutTo } from '@/lib/format/cut-text'
import { storable } from '@/lib/format/storable'
import { HostRefused } from './checked-lookup'
import { readRateLimits } from './read-rate-limits'

export interface ClassifiedError {
  outcome: AttemptOutcome
  /** what the provider's retry-after asked for; null: it did not */
  retryAfterMs: number | null
  errorText: string
  rateLimits?: Record<string, string>
}

const MAX_ERROR_CHARACTERS = 500
const NOT_JSON = 'The stream held an event that is not JSON.'
const TOO_LARGE =
  /(prompt|input) is too long|context (window|length)|too many tokens|exceeds? .*(context|tokens)/i
/** Amazon's words for it, with status 400. */
const UNKNOWN_MODEL = /model identifier is invalid|model id .*(isn.t supported|not found)/i

/** Outcome of an error by its type word, Amazon's included: the only thing an error event in mid-stream has. */
function outcomeOfType(type: string | null): AttemptOutcome {
  switch (type) {
    case 'overloaded_error':
    case 'serviceUnavailableException':
      return 'overloaded'
    case 'rate_limit_error':
    case 'throttlingException':
      return 'rate-limited'
    case 'timeout_error':
    case 'modelTimeoutException':
      return 'timeout'
    case 'authentication_error':
    case 'permission_error':
    case 'billing_error':
      return 'invalid-key'
    case 'not_found_error':
      return 'unknown-model'
    case 'request_too_large':
      return 'context-too-large'
    case 'invalid_request_error':
    case 'validationException':
      return 'bad-request'
    default:
      return 'server-error'
  }
}

function outcomeOfStatus(status: number, message: string): AttemptOutcome {
  if (status === 401 || status === 402 || status === 403) return 'invalid-key'
  if (status === 404) return 'unknown-model'
  if (status === 408 || status === 504) return 'timeout'
  if (status === 413) return 'context-too-large'
  if (status === 429) return 'rate-limited'
  if (status === 529) return 'overloaded'
  if (status === 409 || status >= 500) return 'server-error'
  if (UNKNOWN_MODEL.test(message)) return 'unknown-model'
  return TOO_LARGE.test(message) ? 'context-too-large' : 'bad-request'
}

/** Reads `retry-after-ms` or `retry-after` (seconds or an HTTP date); null when absent, unreadable or in the past. */
export function readRetryAfterMs(headers: Headers | undefined, nowMs: number): number | null {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms > 0) return ms
  const text = headers?.get('retry-after')
  if (text === null || text === undefined) return null
  const seconds = Number(text)
  const waitMs = Number.isNaN(seconds) ? Date.parse(text) - nowMs : seconds * 1000
  return waitMs > 0 ? waitMs : null
}

/** The names of an error's class and those it extends. The clouds' packages may carry a copy of the SDK of their own. */
function classNames(error: unknown): string[] {
  const names: string[] = []
  for (let at: unknown = error; at instanceof Object; at = Object.getPrototypeOf(at))
    names.push(at.constructor.name)
  return names
}

function isApiError(error: unknown): error is APIError {
  return error instanceof Error && 'status' in error && 'headers' in error && 'apiMessage' in error
}

/**
 * The message in the body, in the shape of the API, of Amazon (which its header tells) or of servers that only send
 * `{"error": "…"}`. Any other body is not shown: a wrong address must not become a way to read what stands there.
 */
function messageOf(error: APIError): string {
  if (error.apiMessage !== null) return error.apiMessage
  const plain = z.object({ error: z.string() }).safeParse(error.error)
  if (plain.success) return plain.data.error
  const amazons = z.object({ message: z.string() }).safeParse(error.error)
  if (amazons.success && error.headers?.has('x-amzn-errortype')) return amazons.data.message
  return error.status === undefined ? error.message : 'no error message in the form of the API'
}

/** Of an address with several forms the error is a list without a message of its own: its code says what happened. */
function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return ''
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return cause.message === '' && code === '' ? '' : ` (${cause.message || code})`
}

function describe(error: unknown, most: number): string {
  const message = isApiError(error) ? messageOf(error) : String(error)
  const cause = error instanceof Error ? describeCause(error.cause) : ''
  const status = isApiError(error) && error.status !== undefined ? `${error.status}: ` : ''
  return cutTo(storable(`${status}${message}${cause}`), most)
}

/**
 * Names the kind of failure of a model call. `answerBegan`: an answer was already coming in, so that a lost connection
 * is a cut stream. Cancelling and our own timeouts are known to the caller and not to be asked here. `most`: of its text, for
 * whoever masks it before cutting it.
 */
export function classifyError(
  error: unknown,
  answerBegan: boolean,
  most = MAX_ERROR_CHARACTERS,
): ClassifiedError {
  const withOutcome = (outcome: AttemptOutcome, errorText = describe(error, most)): ClassifiedError => ({
    outcome,
    retryAfterMs: null,
    errorText,
  })
  const refused = error instanceof Error && error.cause instanceof HostRefused ? error.cause : null
  if (refused !== null) return withOutcome('bad-request', refused.message)
  const names = classNames(error)
  if (names.includes('APIUserAbortError')) return withOutcome('cancelled')
  if (names.includes('APIConnectionTimeoutError')) return withOutcome('timeout')
  if (names.includes('APIConnectionError')) return withOutcome(answerBegan ? 'cut-stream' : 'connection')
  if (isApiError(error)) {
    const errorText = describe(error, most)
    const status: number | undefined = error.status
    return {
      outcome: status === undefined ? outcomeOfType(error.type) : outcomeOfStatus(status, errorText),
      retryAfterMs: readRetryAfterMs(error.headers, Date.now()),
      errorText,
      rateLimits: readRateLimits(error.headers),
    }
  }
  // A socket that closes is a TypeError, an event that is not JSON a SyntaxError or, from a cloud's package, its own.
  const isUnreadable = error instanceof SyntaxError || names.includes('AnthropicError')
  if (answerBegan && error instanceof SyntaxError) return withOutcome('malformed-stream', NOT_JSON)
  if (answerBegan) return withOutcome(isUnreadable ? 'malformed-stream' : 'cut-stream')
  if (error instanceof TypeError || error instanceof SyntaxError) return withOutcome('connection')
  return withOutcome(names.includes('AnthropicError') ? 'bad-request' : 'server-error')
}
