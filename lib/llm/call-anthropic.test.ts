import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { Reply } from '@/e2e/stand-in/types'
import { noUsage } from '@/lib/domain/attempt'
import type { AttemptOutcome } from '@/lib/domain/words'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { type CallRequest, callAnthropic } from './call-anthropic'
import { listModels } from './list-models'
import type { ProviderAccess } from './provider-access'

let standIn: StandIn
let provider: ProviderAccess

const request: CallRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You write tests.',
  messages: [{ role: 'user', text: 'def add(a, b): return a + b' }],
  outputSchema: {
    type: 'object',
    properties: { answer: { type: 'string', minLength: 1 } },
    required: ['answer'],
    additionalProperties: false,
  },
  maxTokens: 2000,
}
const never = new AbortController().signal
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

beforeAll(async () => {
  standIn = await startStandIn()
  provider = makeProviderAccess(standIn.url)
})
beforeEach(() => standIn.script({}))
afterAll(() => standIn.close())

/** What the attempt's usage must be, told by the server's log alone. */
function loggedUsage() {
  const [logged] = standIn.log
  if (logged?.usage == null) return undefined
  const { usage, characters, stopReason } = logged
  if (stopReason !== null) return usage
  return { ...usage, outputTokens: Math.max(usage.outputTokens, Math.ceil(characters / 3)) }
}

/** One call answered by `reply`. */
async function call(reply: Reply, given: Partial<CallRequest> = {}) {
  standIn.script({ rules: [{ reply }] })
  return callAnthropic(provider, { ...request, ...given }, never)
}

describe('callAnthropic, answers', () => {
  it('hands back the text with usage, stop reason and request id as the log of the server has them', async () => {
    const result = await call({ json: { answer: 'x'.repeat(900) } })
    const logged = standIn.log[0]
    expect(result.outcome).toBe('ok')
    expect(JSON.parse(result.text ?? '')).toEqual({ answer: 'x'.repeat(900) })
    expect(result.usage).toEqual(logged?.usage)
    expect(result.usage.outputTokens).toBeGreaterThan(200)
    expect(result.requestId).toBe(logged?.requestId)
    expect(result.stopReason).toBe('end_turn')
    expect(result.errorText).toBeNull()
    expect(result.timeToFirstTokenMs).toBeLessThanOrEqual(result.latencyMs)
    expect(logged).toMatchObject({ stream: true, hasOutputSchema: true, headers: { keyLastFour: '1234' } })
  })

  it('leaves NUL out of the text, which could not be recorded with it', async () => {
    const { outcome, text } = await call({ text: 'a\0b\0' })
    expect({ outcome, text }).toEqual({ outcome: 'ok', text: 'ab' })
  })

  it('caches a long system prompt, and only a long one', async () => {
    const system = 'rule '.repeat(2000)
    const first = await call({ json: {} }, { system })
    standIn.script({ rules: [{ reply: { json: {} } }], append: true })
    const second = await callAnthropic(provider, { ...request, system }, never)
    expect(first.usage.cacheWrite5mTokens).toBe(2500)
    expect(second.usage.cacheReadTokens).toBe(2500)
    expect(second.usage.cacheWrite5mTokens).toBe(0)
    const short = await call({ json: {} })
    expect(short.usage.cacheWrite5mTokens + short.usage.cacheReadTokens).toBe(0)
  })

  it('keeps every kind of token count apart', async () => {
    const usage = {
      inputTokens: 11,
      outputTokens: 7,
      cacheReadTokens: 5,
      cacheWrite5mTokens: 3,
      cacheWrite1hTokens: 2,
    }
    expect((await call({ json: {}, usage })).usage).toEqual(usage)
  })
})

const faults: { name: string; reply: Reply; outcome: AttemptOutcome; retryAfterMs?: number }[] = [
  { name: 'max_tokens', reply: { text: 'half an ans', stopReason: 'max_tokens' }, outcome: 'max-tokens' },
  { name: 'refusal', reply: { text: '', stopReason: 'refusal' }, outcome: 'refusal' },
  { name: 'empty', reply: { text: '' }, outcome: 'empty' },
  { name: '400', reply: { fault: { kind: 'status', status: 400 } }, outcome: 'bad-request' },
  {
    name: '400 too long',
    reply: { fault: { kind: 'status', status: 400, message: 'prompt is too long: 2 tokens > 1 maximum' } },
    outcome: 'context-too-large',
  },
  { name: '401', reply: { fault: { kind: 'status', status: 401 } }, outcome: 'invalid-key' },
  { name: '402', reply: { fault: { kind: 'status', status: 402 } }, outcome: 'invalid-key' },
  { name: '404', reply: { fault: { kind: 'status', status: 404 } }, outcome: 'unknown-model' },
  { name: '408', reply: { fault: { kind: 'status', status: 408 } }, outcome: 'timeout' },
  { name: '413', reply: { fault: { kind: 'status', status: 413 } }, outcome: 'context-too-large' },
  { name: '429', reply: { fault: { kind: 'status', status: 429 } }, outcome: 'rate-limited' },
  {
    name: '429 with retry-after',
    reply: { fault: { kind: 'status', status: 429, retryAfter: 7 } },
    outcome: 'rate-limited',
    retryAfterMs: 7000,
  },
  { name: '500', reply: { fault: { kind: 'status', status: 500 } }, outcome: 'server-error' },
  { name: '503', reply: { fault: { kind: 'status', status: 503 } }, outcome: 'server-error' },
  { name: '529', reply: { fault: { kind: 'status', status: 529 } }, outcome: 'overloaded' },
  { name: 'dropped connection', reply: { fault: { kind: 'drop' } }, outcome: 'connection' },
]

const streamFaults: { name: string; reply: Reply; outcome: AttemptOutcome }[] = [
  { name: 'cut', reply: { json: { a: 1 }, fault: { kind: 'cut', afterEvents: 4 } }, outcome: 'cut-stream' },
  {
    name: 'early end',
    reply: { json: { a: 1 }, fault: { kind: 'early-end', afterEvents: 4 } },
    outcome: 'cut-stream',
  },
  {
    name: 'malformed',
    reply: { json: { a: 1 }, fault: { kind: 'malformed', afterEvents: 4 } },
    outcome: 'malformed-stream',
  },
  {
    name: 'error event: overloaded',
    reply: {
      json: { a: 1 },
      fault: { kind: 'error-event', afterEvents: 4, errorType: 'overloaded_error', message: 'Overloaded' },
    },
    outcome: 'overloaded',
  },
  {
    name: 'error event: api_error',
    reply: {
      json: { a: 1 },
      fault: { kind: 'error-event', afterEvents: 4, errorType: 'api_error', message: 'Oops' },
    },
    outcome: 'server-error',
  },
]

describe('callAnthropic, faults', () => {
  it.each(faults)('$name → $outcome', async ({ reply, outcome, retryAfterMs }) => {
    const result = await call(reply)
    expect(result.outcome).toBe(outcome)
    expect(result.retryAfterMs).toBe(retryAfterMs ?? null)
    expect(standIn.log, 'the SDK must not retry by itself').toHaveLength(1)
  })

  it.each(streamFaults)(
    'in mid-stream, $name → $outcome with the usage told so far',
    async ({ reply, outcome }) => {
      const result = await call(reply)
      expect(result).toMatchObject({ outcome, text: '{"a":1}', usage: loggedUsage() })
      expect(result.errorText).toContain('Its 3 output tokens are estimated from the 7 characters')
      expect(result.usage.inputTokens).toBeGreaterThan(0)
      expect(result.requestId).toBe(standIn.log[0]?.requestId)
    },
  )

  it('names an unknown model, a wrong key, a prompt too long and a closed port', async () => {
    expect(await call({ json: {} }, { model: 'claude-nope' })).toMatchObject({
      outcome: 'unknown-model',
      errorText: '404: model: claude-nope',
    })
    const wrongKey = await callAnthropic({ ...provider, apiKey: 'wrong' }, request, never)
    expect(wrongKey).toMatchObject({ outcome: 'invalid-key', errorText: '401: invalid bearer token' })
    const tooLong = await call({ json: {} }, { messages: [{ role: 'user', text: 'x'.repeat(4_100_000) }] })
    expect(tooLong.outcome).toBe('context-too-large')
    const closedPort = await callAnthropic({ ...provider, baseUrl: 'http://127.0.0.1:1' }, request, never)
    expect(closedPort.outcome).toBe('connection')
  })

  it.each([
    { where: 'before the answer', afterEvents: null },
    { where: 'in mid-stream', afterEvents: 4 },
  ])('gives up on silence $where', async ({ afterEvents }) => {
    standIn.script({ rules: [{ reply: { json: { a: 1 }, fault: { kind: 'hang', afterEvents } } }] })
    const result = await callAnthropic(provider, request, never, 600)
    expect(result.outcome).toBe('timeout')
    expect(result.usage).toEqual(loggedUsage() ?? noUsage)
    expect(result.latencyMs).toBeGreaterThanOrEqual(590)
  })

  it.each([
    { where: 'before the answer', afterEvents: null },
    { where: 'in mid-stream', afterEvents: 4 },
  ])('cancelling $where closes the socket', async ({ afterEvents }) => {
    standIn.script({ rules: [{ reply: { json: { a: 1 }, fault: { kind: 'hang', afterEvents } } }] })
    const controller = new AbortController()
    const call = callAnthropic(provider, request, controller.signal)
    await expect.poll(() => standIn.log).toHaveLength(1)
    controller.abort()
    const result = await call
    expect(result.outcome).toBe('cancelled')
    await expect.poll(() => standIn.log[0]?.ended).toBe('client-closed')
  })

  it.each([
    { where: 'before the answer', afterEvents: null },
    { where: 'in mid-stream', afterEvents: 2 },
  ])('a garbage collection $where loses neither a cancel nor the silence', async ({ afterEvents }) => {
    standIn.script({ rules: [{ reply: { json: { a: 1 }, fault: { kind: 'hang', afterEvents } } }] })
    const controllers = Array.from({ length: 4 }, () => new AbortController())
    const calls = controllers.map(({ signal }) => callAnthropic(provider, request, signal))
    const silent = callAnthropic(provider, request, never, 1500)
    await expect.poll(() => standIn.log.filter(({ ended }) => ended === 'open')).toHaveLength(5)
    await wait(200)
    for (let round = 0; round < 5; round++) {
      collectGarbage()
      await wait(20)
    }
    for (const controller of controllers) controller.abort()
    const results = await Promise.all(calls)
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('cancelled'))
    expect((await silent).outcome).toBe('timeout')
    await expect
      .poll(() => standIn.log.filter(({ ended }) => ended === 'client-closed'), { timeout: 2000 })
      .toHaveLength(5)
  })

  it('does not call at all when already cancelled', async () => {
    const result = await callAnthropic(provider, request, AbortSignal.abort())
    expect(result.outcome).toBe('cancelled')
    expect(standIn.log).toHaveLength(0)
  })

  it('waits while the model thinks and only pings come', async () => {
    standIn.script({ rules: [{ reply: { json: { a: 1 }, thinking: { pings: 8, everyMs: 150 } } }] })
    const result = await callAnthropic(provider, request, never, 800)
    expect(result).toMatchObject({ outcome: 'ok', text: '{"a":1}' })
    expect(result.latencyMs).toBeGreaterThan(1100)
  })

  it('follows no redirect, which would take the key along, and shows no foreign body', async () => {
    const server = createServer((message, response) => {
      if (message.url?.startsWith('/moved') === true) {
        response.writeHead(307, { location: `${standIn.url}/v1/messages` }).end()
      } else response.writeHead(500).end('what stands on an inner server')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const moved = await callAnthropic({ ...provider, baseUrl: `${baseUrl}/moved` }, request, never)
    const foreign = await callAnthropic({ ...provider, baseUrl }, request, never)
    server.close()
    expect(moved.outcome).toBe('connection')
    expect(standIn.log).toHaveLength(0)
    expect(foreign).toMatchObject({
      outcome: 'server-error',
      errorText: '500: no error message in the form of the API',
    })
  })

  it.each([
    ['a stream', 200, 'malformed-stream', /sent more than 100 tokens can take/],
    ['an error', 500, 'server-error', /^500: no error message/],
    ['a page', 200, 'malformed-stream', /sent more than 100 tokens can take/],
  ])('reads %s without end only so far', async (kind, status, outcome, text) => {
    const line = kind === 'a stream' ? 'event: ping\ndata: {"type": "ping"}\n\n' : 'x'.repeat(64)
    const chunk = Buffer.from(line.repeat(2000))
    let sent = 0
    const server = createServer((_message, response) => {
      const type = kind === 'a stream' ? 'text/event-stream' : 'text/html'
      response.writeHead(status, { 'content-type': type })
      const pour = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
        sent += chunk.length
      }
      response.on('drain', pour)
      pour()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const result = await callAnthropic({ ...provider, baseUrl }, { ...request, maxTokens: 100 }, never)
    if (kind === 'a page') await expect(listModels({ ...provider, baseUrl }, 5000)).rejects.toThrow()
    server.closeAllConnections()
    server.close()
    expect(result).toMatchObject({ outcome, errorText: expect.stringMatching(text) })
    expect(sent).toBeLessThan(48 * 1024 * 1024)
  })

  it('takes an answer that is no stream at all for a failure', async () => {
    const server = createServer((_request, response) => response.end('<html>login</html>'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const result = await callAnthropic({ ...provider, baseUrl: `http://127.0.0.1:${port}` }, request, never)
    server.close()
    expect(result).toMatchObject({ outcome: 'cut-stream', text: null })
  })
})
