import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchPart } from './fetch-part'

let asked: URL[]
let aborted: number
let server: { say: (text: string) => void; end: () => void; breakOff: () => void }
let refusal: Response | null

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  aborted = 0
  refusal = null
  vi.stubGlobal('document', { documentElement: { dataset: { build: 'b1' } } })
  vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push(new URL(url, 'http://assay.test'))
    signal.addEventListener('abort', () => {
      aborted += 1
    })
    if (refusal !== null) return refusal
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const encoder = new TextEncoder()
    server = {
      say: (text) => void writer.write(encoder.encode(text)),
      end: () => void writer.close(),
      breakOff: () => void writer.abort(new TypeError('network error')),
    }
    return new Response(readable, { headers: { 'x-assay-build': 'b1', 'x-request-id': 'r-1' } })
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const ask = (part: string, query = 'range=7d', signal = new AbortController().signal) =>
  fetchPart('acme', 'changedModules', { part, query, signal })
const sent = () => vi.advanceTimersByTimeAsync(10)
const line = (part: string, body: unknown, status = 200) => `${JSON.stringify({ part, status, body })}\n`
const outcome = <T>(promise: Promise<T>) => promise.catch((error: unknown) => error)

it('asks once for all parts that are due at the same moment, those without a range along with the others', async () => {
  const parts = [ask('cost:model'), ask('savings'), ask('breakers', '')]
  await sent()
  expect(asked.map(({ pathname, search }) => pathname + search)).toEqual([
    '/api/t/acme/parts?range=7d&part=cost%3Amodel&part=savings&part=breakers',
  ])
  server.say(line('savings', ['s']) + line('breakers', ['b']) + line('cost:model', ['c']))
  server.end()
  expect(await Promise.all(parts)).toEqual([['c'], ['s'], ['b']])
})

it('hands on each answer as it comes, however its line was cut, and a refusal to the one it is for', async () => {
  const [quick, slow, refused] = [ask('quick'), ask('slow'), outcome(ask('refused'))]
  await sent()
  const text = line('quick', ['é'])
  server.say(text.slice(0, 9))
  server.say(text.slice(9))
  expect(await quick).toEqual(['é'])
  server.say(line('refused', { code: 'unavailable', text: 'Too slow.', requestId: 'r-2' }, 500))
  expect(await refused).toMatchObject({
    code: 'unavailable',
    message: 'Too slow.',
    requestId: 'r-2',
    status: 500,
  })
  server.say(line('slow', ['late']))
  expect(await slow).toEqual(['late'])
})

it.each(['end', 'breakOff'] as const)(
  'what was not answered at the %s is told to be unreachable',
  async (how) => {
    const [answered, lost] = [ask('answered'), outcome(ask('lost'))]
    await sent()
    server.say(`${line('answered', ['a'])}{"part":"lo`)
    expect(await answered).toEqual(['a'])
    server[how]()
    expect(await lost).toMatchObject({ code: 'unreachable' })
  },
)

it('all are refused together when the request is', async () => {
  const text = 'You are signed out.'
  refusal = Response.json({ code: 'not-signed-in', text, requestId: 'r-3' }, { status: 401 })
  const both = [outcome(ask('cost')), outcome(ask('savings'))]
  await sent()
  for (const one of await Promise.all(both)) expect(one).toMatchObject({ status: 401, message: text })
})

it('is broken off when the last that waits has gone, and not before', async () => {
  const [one, other] = [new AbortController(), new AbortController()]
  const both = [
    outcome(ask('cost', 'range=7d', one.signal)),
    outcome(ask('savings', 'range=7d', other.signal)),
  ]
  await sent()
  one.abort()
  expect([await both[0], aborted]).toMatchObject([{ name: 'AbortError' }, 0])
  other.abort()
  expect([await both[1], aborted]).toMatchObject([{ name: 'AbortError' }, 1])
})

it('who leaves with an answer is refused nothing, which would be an error that nobody hears', async () => {
  const [one, other] = [new AbortController(), new AbortController()]
  const answered = ask('cost', 'range=7d', one.signal)
  const waits = ask('savings', 'range=7d', other.signal)
  await sent()
  server.say(line('cost', ['c']))
  expect(await answered).toEqual(['c'])
  const unheard: unknown[] = []
  const note = (why: unknown) => unheard.push(why)
  process.on('unhandledRejection', note)
  one.abort()
  server.say(line('savings', ['s']))
  expect(await waits).toEqual(['s'])
  vi.useRealTimers()
  await new Promise((resolve) => setTimeout(resolve))
  process.off('unhandledRejection', note)
  expect([unheard, aborted]).toEqual([[], 0])
})

it('parts of other ranges and other moments are asked for by themselves', async () => {
  void ask('cost')
  void ask('cost', 'range=30d')
  await sent()
  void ask('cost')
  await sent()
  expect(asked.map(({ search }) => search)).toEqual([
    '?range=7d&part=cost',
    '?range=30d&part=cost',
    '?range=7d&part=cost',
  ])
})
