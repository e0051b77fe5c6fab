import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerMessages } from './answer-messages'
import { ReplyChooser } from './choose-reply'
import { countTokens } from './count-usage'
import { errorBody } from './error-body'
import { parseJson, readBody, sendJson } from './http-body'
import { modelList } from './models'
import { parseRequest, RequestBody } from './parse-request'
import { PromptCache } from './prompt-cache'
import { rateLimitHeaders } from './rate-limit-headers'
import { type InProcessRule, type LoggedRequest, Script } from './types'

const MAX_BODY_BYTES = 32 * 1024 * 1024

export interface StandIn {
  /** base URL for the SDK */
  url: string
  port: number
  log: LoggedRequest[]
  /** Puts rules and answers in force; without `append` the earlier ones, the log and the prompt cache are forgotten. */
  script(script: { rules?: InProcessRule[]; answers?: Record<string, unknown>; append?: boolean }): void
  close(): Promise<void>
}

function keyOf(request: IncomingMessage): string | null {
  const bearer = request.headers.authorization?.replace(/^Bearer /, '')
  return bearer ?? request.headers['x-api-key']?.toString() ?? null
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '/', 'http://stand-in').searchParams
}

/**
 * Starts a server that speaks the Messages protocol, so that the real SDK cannot tell; only on this machine.
 * Keys that hold the words "stand-in" are let in.
 */
export async function startStandIn(options: { port?: number } = {}): Promise<StandIn> {
  const log: LoggedRequest[] = []
  const chooser = new ReplyChooser()
  let promptCache = new PromptCache()
  let requestCount = 0

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
    return sendJson(response, 200, { ok: true })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url?.split('?')[0]}`
    if (route.includes(' /__')) return control(request, response)
    const requestId = `req_${randomBytes(12).toString('hex')}`
    requestCount += 1
    const headers = { 'request-id': requestId, ...rateLimitHeaders(requestCount, Date.now()) }
    const fail = (status: number, message?: string) =>
      sendJson(response, status, errorBody(status, requestId, { message }), headers)

    const text = await readBody(request, MAX_BODY_BYTES)
    const key = keyOf(request)
    if (key === null || !key.includes('stand-in')) return fail(401)
    if (text === null) return fail(413)
    if (route === 'GET /v1/models') return sendJson(response, 200, modelList(queryOf(request)), headers)
    if (route !== 'POST /v1/messages' && route !== 'POST /v1/messages/count_tokens')
      return fail(404, 'Not Found')
    const body = RequestBody.safeParse(parseJson(text))
    if (!body.success) return fail(400, body.error.issues[0]?.message)
    if (route.endsWith('count_tokens')) {
      const inputTokens = countTokens(parseRequest(body.data, 0).allText)
      return sendJson(response, 200, { input_tokens: inputTokens }, headers)
    }
    const keyLastFour = key.slice(-4)
    return answerMessages(
      { request, response, requestId, keyLastFour, headers, log, chooser, promptCache },
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
    script,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
