import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerMessages } from './answer-messages'
import { BatchDesk } from './batches'
import { ReplyChooser } from './choose-reply'
import { ANTHROPIC } from './clouds/dialect'
import { readCloudRoute } from './clouds/read-cloud-route'
import { countTokens } from './count-usage'
import { errorBody } from './error-body'
import { parseJson, readBody, sendJson } from './http-body'
import { modelList } from './models'
import { parseRequest, RequestBody } from './parse-request'
import { PromptCache } from './prompt-cache'
import { rateLimitHeaders } from './rate-limit-headers'
import { type HeaderDemand, readKey } from './read-key'
import { type InProcessRule, type LoggedRequest, Script } from './types'

const MAX_BODY_BYTES = 32 * 1024 * 1024

export interface StandIn {
  /** base URL for the SDK */
  url: string
  port: number
  log: LoggedRequest[]
  /** what came to /v1/messages/batches */
  desk: BatchDesk
  /** Puts rules and answers in force; without `append` the earlier ones, the log and the prompt cache are forgotten. */
  script(script: { rules?: InProcessRule[]; answers?: Record<string, unknown>; append?: boolean }): void
  /** how often tokens were to be counted */
  countedPrompts(): number
  close(): Promise<void>
}

function defined(given: { model?: string; stream?: boolean }): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '/', 'http://stand-in').searchParams
}

/**
 * Starts a server that speaks the Messages protocol, so that the real SDK cannot tell; only on this machine.
 * Keys that hold the words "stand-in" are let in.
 */
export async function startStandIn(
  options: { port?: number; headers?: HeaderDemand } = {},
): Promise<StandIn> {
  const headerForm = options.headers ?? null
  const log: LoggedRequest[] = []
  const chooser = new ReplyChooser()
  const desk = new BatchDesk(chooser, log)
  let promptCache = new PromptCache()
  let requestCount = 0
  let countedPrompts = 0

  function script(given: Parameters<StandIn['script']>[0]): void {
    chooser.load(given)
    if (given.append === true) return
    log.length = 0
    promptCache = new PromptCache()
  }

  async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/__log' && request.method === 'GET') return sendJson(response, 200, log)
    if (request.url === '/__log' && request.method === 'DELETE') {
      log.length = 0
      return sendJson(response, 200, { ok: true })
    }
    const parsed = Script.safeParse(parseJson((await readBody(request, MAX_BODY_BYTES)) ?? ''))
    if (request.url !== '/__script' || !parsed.success) {
      return sendJson(response, 400, { ok: false, error: parsed.error?.message ?? 'unknown path' })
    }
    script(parsed.data)
    desk.delayMs = parsed.data.batchDelayMs ?? desk.delayMs
    return sendJson(response, 200, { ok: true })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url?.split('?')[0]}`
    if (route.includes(' /__')) return control(request, response)
    const requestId = `req_${randomBytes(12).toString('hex')}`
    requestCount += 1
    const headers = { 'request-id': requestId, ...rateLimitHeaders(requestCount, Date.now()) }
    const fail = (status: number, message?: string) => {
      const wrapped = (readCloudRoute(request)?.dialect ?? ANTHROPIC).wrapError(
        status,
        errorBody(status, requestId, { message }),
      )
      sendJson(response, wrapped.status, wrapped.body, { ...headers, ...wrapped.headers })
    }
    const text = await readBody(request, MAX_BODY_BYTES)
    // From here on all is the server's own time: reading the request is, too.
    const arrivedAtMs = performance.now()
    if (text === null) return fail(413)
    const cloud = readCloudRoute(request)
    const key = readKey(request, text, headerForm)
    if (key === null || !key.includes('stand-in')) return fail(401)
    if (route === 'GET /v1/models') return sendJson(response, 200, modelList(queryOf(request)), headers)
    if (cloud === null && route.includes(' /v1/messages/batches')) {
      const url = new URL(request.url ?? '/', 'http://stand-in')
      const taken = await desk.handle(request.method ?? 'GET', url, parseJson(text), promptCache)
      if (taken === null) return fail(404)
      if (typeof taken.body !== 'string') return sendJson(response, taken.status, taken.body, headers)
      response.writeHead(200, { ...headers, 'content-type': 'application/x-jsonl' })
      response.end(taken.body)
      return
    }
    const isCount = route === 'POST /v1/messages/count_tokens' || cloud?.model === 'count-tokens'
    if (cloud === null && route !== 'POST /v1/messages' && !isCount) return fail(404, 'Not Found')
    const { model, stream, dialect } = cloud ?? { dialect: ANTHROPIC }
    const given = {
      ...(parseJson(text) as object | undefined),
      ...(isCount ? {} : defined({ model, stream })),
    }
    const body = RequestBody.safeParse(given)
    if (!body.success) return fail(400, body.error.issues[0]?.message)
    if (isCount) {
      countedPrompts += 1
      const inputTokens = countTokens(parseRequest(body.data, 0).allText)
      return sendJson(response, 200, { input_tokens: inputTokens }, headers)
    }
    const keyLastFour = key.slice(-4)
    return answerMessages(
      { request, response, requestId, arrivedAtMs, keyLastFour, headers, log, chooser, promptCache, dialect },
      body.data,
    )
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log,
    desk,
    script,
    countedPrompts: () => countedPrompts,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
