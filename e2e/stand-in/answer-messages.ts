import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { buildMessage, messageOnWire } from './build-message'
import type { ReplyChooser } from './choose-reply'
import type { Dialect } from './clouds/dialect'
import { countTokens } from './count-usage'
import { errorBody } from './error-body'
import { sendJson } from './http-body'
import { isKnownModel } from './models'
import { parseRequest, type RequestBody } from './parse-request'
import { markerProblem, type PromptCache } from './prompt-cache'
import { streamEvents } from './stream-events'
import type { LoggedRequest, ModelRequest, Reply } from './types'
import { writeStream } from './write-stream'

const CONTEXT_WINDOW_TOKENS = 1_000_000

/** What an answer needs of the server around it. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  requestId: string
  /** `performance.now()` when the last byte of the request was in */
  arrivedAtMs: number
  keyLastFour: string | null
  headers: Record<string, string>
  log: LoggedRequest[]
  chooser: ReplyChooser
  promptCache: PromptCache
  dialect: Dialect
}

function openLogEntry(exchange: Exchange, request: ModelRequest): LoggedRequest {
  const entry: LoggedRequest = {
    requestId: exchange.requestId,
    number: request.number,
    receivedAt: new Date(Date.now() - (performance.now() - exchange.arrivedAtMs)).toISOString(),
    answeredInMs: null,
    model: request.model,
    maxTokens: request.maxTokens,
    stream: request.stream,
    hasOutputSchema: request.outputSchema !== null,
    system: request.system,
    messages: request.messages,
    headers: {
      version: exchange.request.headers['anthropic-version']?.toString() ?? null,
      keyLastFour: exchange.keyLastFour,
    },
    effort: request.effort,
    status: null,
    fault: null,
    ended: 'open',
    stopReason: null,
    usage: null,
    characters: 0,
  }
  exchange.log.push(entry)
  exchange.response.on('close', () => {
    entry.answeredInMs = performance.now() - exchange.arrivedAtMs
    if (entry.ended === 'open') entry.ended = 'client-closed'
  })
  return entry
}

function sendError(
  { response, headers, dialect }: Exchange,
  status: number,
  body: Record<string, unknown>,
  more: Record<string, string> = {},
): void {
  const wrapped = dialect.wrapError(status, body)
  sendJson(response, wrapped.status, wrapped.body, { ...headers, ...wrapped.headers, ...more })
}

function refuse(exchange: Exchange, entry: LoggedRequest, status: number, message: string): void {
  entry.status = status
  entry.ended = 'completed'
  sendError(exchange, status, errorBody(status, exchange.requestId, { message }))
}

/** Faults that leave nothing of an answer; true: the exchange is over. */
function failBeforeAnswer(exchange: Exchange, entry: LoggedRequest, reply: Reply): boolean {
  const { fault } = reply
  if (fault === undefined) return false
  entry.fault = fault.kind
  if (fault.kind === 'drop') {
    entry.ended = 'broken-off'
    exchange.response.destroy()
    return true
  }
  if (fault.kind === 'hang') return fault.afterEvents === null
  if (fault.kind !== 'status') return false
  const more: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  entry.status = fault.status
  entry.ended = 'completed'
  sendError(exchange, fault.status, errorBody(fault.status, exchange.requestId, fault), more)
  return true
}

/** Waits, but no longer than the client does: no timer is left behind. */
async function waitWhileOpen(response: ServerResponse, ms: number): Promise<void> {
  const closed = new AbortController()
  const onClose = () => closed.abort()
  response.once('close', onClose)
  await wait(ms, undefined, { signal: closed.signal }).catch(() => {})
  response.off('close', onClose)
}

/** POST /v1/messages, streamed and not. */
export async function answerMessages(exchange: Exchange, body: RequestBody): Promise<void> {
  const request = parseRequest(body, exchange.log.length + 1)
  const entry = openLogEntry(exchange, request)
  if (!isKnownModel(request.model)) return refuse(exchange, entry, 404, `model: ${request.model}`)
  const wrongMarkers = markerProblem(body)
  if (wrongMarkers !== null) return refuse(exchange, entry, 400, wrongMarkers)
  const promptTokens = countTokens(request.allText)
  if (promptTokens > CONTEXT_WINDOW_TOKENS) {
    const text = `prompt is too long: ${promptTokens} tokens > ${CONTEXT_WINDOW_TOKENS} maximum`
    return refuse(exchange, entry, 400, text)
  }
  const reply = await exchange.chooser.choose(request)
  if (reply === null) return refuse(exchange, entry, 400, 'stand-in: nothing in the script is meant for this')
  if (reply.latencyMs !== undefined) await waitWhileOpen(exchange.response, reply.latencyMs)
  if (exchange.response.destroyed || failBeforeAnswer(exchange, entry, reply)) return
  const message = buildMessage(request, reply, exchange.promptCache.countInput(body, Date.now()))
  if (request.stream) {
    const events = streamEvents(exchange.requestId, request.model, message)
    return writeStream(exchange.response, exchange.headers, events, entry, reply, exchange.dialect)
  }
  Object.assign(entry, {
    status: 200,
    ended: 'completed',
    stopReason: message.stopReason,
    usage: message.usage,
    characters: message.text.length,
  })
  const onWire = messageOnWire(exchange.requestId, request.model, message, message.usage)
  sendJson(exchange.response, 200, onWire, exchange.headers)
}
