import { Agent, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOT_A_MODEL_SERVER, NOT_LOCAL } from '@/lib/domain/provider'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { callAnthropic } from './call-anthropic'
import { CallStop } from './call-stop'
import { checkProviderHost, type LookupHost } from './check-provider-host'
import { checkedFetch } from './checked-fetch'
import { checkedLookup } from './checked-lookup'

let server: Server
let port: number
let requests = 0

beforeAll(async () => {
  server = createServer((_message, response) => {
    requests += 1
    response.end('here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** DNS that answers each question with the next of these. */
function changingDns(...answers: string[]): LookupHost & { asked: () => number } {
  let asked = 0
  const lookup: LookupHost = async () => {
    const address = answers[Math.min(asked, answers.length - 1)] ?? ''
    asked += 1
    return [{ address, family: address.includes(':') ? 6 : 4 }]
  }
  return Object.assign(lookup, { asked: () => asked })
}

function fetchWith(lookup: LookupHost, isLocal: boolean) {
  const rule = { isLocal, mayBePrivate: true }
  return checkedFetch({ rule, agent: new Agent({ lookup: checkedLookup(rule, lookup) }) })
}

const causeOf = async (answer: Promise<Response>) =>
  answer.then(
    () => null,
    (error: Error) => error.message,
  )

describe('checkedFetch', () => {
  it('a name that leads to metadata only when it is connected to is not connected to', async () => {
    const dns = changingDns('127.0.0.1', '169.254.169.254')
    const baseUrl = `http://models.localhost:${port}`
    expect(await checkProviderHost({ baseUrl: 'http://models.test', isLocal: true }, dns)).toBeNull()
    expect(await causeOf(fetchWith(dns, true)(baseUrl))).toBe(NOT_A_MODEL_SERVER)
    expect(requests).toBe(0)
  })

  it('what is to stay local does not follow its name out', async () => {
    const out = changingDns('140.82.121.3')
    expect(await causeOf(fetchWith(out, true)(`http://models.localhost:${port}`))).toBe(NOT_LOCAL)
    expect(await causeOf(fetchWith(out, true)('http://140.82.121.3'))).toBe(NOT_LOCAL)
    expect(requests).toBe(0)
  })

  it('asks DNS once for a connection, and connects to that answer', async () => {
    const dns = changingDns('127.0.0.1', '169.254.169.254')
    const response = await fetchWith(dns, true)(`http://models.localhost:${port}`)
    expect(await response.text()).toBe('here')
    expect(dns.asked()).toBe(1)
  })

  it('a refused address is an outcome of a call that says why', async () => {
    const request = {
      model: 'claude-haiku-5-5',
      system: '',
      messages: [{ role: 'user' as const, text: 'x' }],
      outputSchema: { type: 'object' },
      maxTokens: 1,
    }
    const provider = makeProviderAccess('http://140.82.121.3', { kind: 'compatible', isLocal: true })
    expect(await callAnthropic(provider, request, new AbortController().signal)).toMatchObject({
      outcome: 'bad-request',
      errorText: NOT_LOCAL,
    })
  })

  it('keeps a connection for the next call', async () => {
    const sockets = new Set<unknown>()
    server.on('connection', (socket) => sockets.add(socket))
    const fetchLocal = checkedFetch({ rule: { isLocal: true, mayBePrivate: true } })
    for (let call = 0; call < 5; call += 1) await (await fetchLocal(`http://127.0.0.1:${port}`)).text()
    expect(sockets.size).toBe(1)
  })

  it('the end of a call closes a connection whose answer nobody reads, and keeps that of one that was read', async () => {
    const sockets = new Set<unknown>()
    const speaking = createServer((message, response) => {
      sockets.add(message.socket)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('event: ping\n\n')
      if (message.url === '/whole') response.end()
    })
    await new Promise<void>((resolve) => speaking.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(speaking.address() as AddressInfo).port}`
    const fetchLocal = checkedFetch({ rule: { isLocal: true, mayBePrivate: true } })
    const begin = async (path: string) => {
      const limits = { maxSilenceMs: 60_000, maxCallMs: 60_000, maxBytes: 1024 }
      const stop = new CallStop(new AbortController().signal, limits)
      const { body } = await fetchLocal(`${baseUrl}${path}`, { signal: stop.signal })
      return { stop, body }
    }
    for (let call = 0; call < 2; call += 1) {
      const { stop, body } = await begin('/whole')
      for await (const chunk of body ?? []) expect(chunk.length).toBeGreaterThan(0)
      stop.end()
    }
    expect(sockets.size).toBe(1)
    const closed = new Promise((resolve) =>
      speaking.once('request', (message) => message.once('close', resolve)),
    )
    const { stop } = await begin('/endless')
    stop.end()
    await closed
    expect(stop.cause).toBeNull()
    speaking.close()
  })
})
