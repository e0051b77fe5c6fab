import 'server-only'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { hostReach } from '@/lib/domain/host-reach'
import { checkedLookup, HostRefused } from './checked-lookup'
import { bytesListener } from './hear-bytes'
import { hostProblem } from './host-problem'
import type { HostRule } from './host-rule'
import { toChunks } from './to-chunks'
import { type BodyLimit, toWebBody } from './to-web-body'

/** Shorter than any server keeps an idle connection, so that no call is sent into one that is just being closed. */
const IDLE_MS = 4000

const agents = new Map<string, http.Agent>()

/** Connections are kept for the next call, but never shared between providers of different rules. */
function agentFor(protocol: string, rule: HostRule): http.Agent {
  const name = `${protocol} ${rule.isLocal} ${rule.mayBePrivate}`
  const known = agents.get(name)
  if (known !== undefined) return known
  const { Agent } = protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS, lookup: checkedLookup(rule) })
  agents.set(name, agent)
  return agent
}

function bodyOf(body: BodyInit | null | undefined): string | Uint8Array {
  if (body === null || body === undefined) return ''
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  throw new TypeError('only texts and bytes are sent to a provider')
}

/** No message of an error is longer, and the SDK reads all of it. */
const MOST_OF_ERROR_BYTES = 64 * 1024
/** Lists of models and batches. Streams and results of batches are read bit by bit, and bounded by whoever reads them. */
const MOST_OF_JSON_BYTES = 16 * 1024 * 1024

/** A server that sends without end must not take this process along. */
function limitOf(status: number, contentType = ''): BodyLimit | null {
  if (status >= 400) return { bytes: MOST_OF_ERROR_BYTES, beyond: 'end' }
  const isWhole = /^(application\/json|text\/(html|plain))\b/i.test(contentType) || contentType === ''
  return isWhole ? { bytes: MOST_OF_JSON_BYTES, beyond: 'fail' } : null
}

const toHeaders = (given?: HeadersInit) => (given instanceof Headers ? given : new Headers(given))

function receivedHeaders(raw: string[]): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '')
  return headers
}

/** The SDK reads a stream of events chunk by chunk, so that it need not be a web stream, which is slow; all else is one. */
function toResponse(response: IncomingMessage, onBytes: (bytes: number) => void): Response {
  const status = response.statusCode ?? 0
  const contentType = response.headers['content-type']
  const head = { status, headers: receivedHeaders(response.rawHeaders) }
  if (status === 204 || status === 205) return new Response(null, head)
  if (status === 200 && contentType?.startsWith('text/event-stream')) {
    return Object.defineProperty(new Response(null, head), 'body', { value: toChunks(response, onBytes) })
  }
  return new Response(toWebBody(response, onBytes, limitOf(status, contentType)), head)
}

/**
 * A fetch for calls to a provider, over Node's own http: it connects to checked addresses only, follows no redirect (it
 * would take the key along), tells `hearBytes` of every chunk that comes in, pings included, and its `signal` closes the socket for
 * as long as the body is read. Nothing leaves before the listener's `mayBeSent`. Throws TypeError, as fetch does, with the cause.
 */
export function checkedFetch(given: {
  rule: HostRule
  /** for tests: an agent with another lookup */
  agent?: http.Agent
}): typeof fetch {
  const { rule } = given
  return async (input, init) => {
    const { onBytes, onSent, mayBeSent } = bytesListener()
    await mayBeSent
    return new Promise<Response>((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input)
      const refused = hostReach(url.hostname) === 'name' ? null : hostProblem([url.hostname], rule)
      if (refused !== null) throw new HostRefused(refused)
      const signal = init?.signal ?? null
      signal?.throwIfAborted()
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method: init?.method ?? 'GET',
        headers: Object.fromEntries(toHeaders(init?.headers)),
        agent: given.agent ?? agentFor(url.protocol, rule),
      })
      const onAbort = () => request.destroy(signal?.reason)
      signal?.addEventListener('abort', onAbort, { once: true })
      request.once('close', () => signal?.removeEventListener('abort', onAbort))
      request.once('error', reject)
      if (onSent !== undefined) {
        request.once('socket', (socket) => (socket.connecting ? socket.once('connect', onSent) : onSent()))
        request.once('finish', onSent)
      }
      request.once('response', (response) => {
        onBytes(0)
        const status = response.statusCode ?? 0
        if (status >= 300 && status < 400) {
          const where = `status ${status}: redirects are not followed`
          return request.destroy(new TypeError(where))
        }
        resolve(toResponse(response, onBytes))
      })
      request.end(bodyOf(init?.body))
    })
  }
}
