import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isOffline } from './is-offline'
import { type LiveState, subscribeLive } from './live-connection'

/** A stream that does what the test says. */
class FakeSource {
  static all: FakeSource[] = []
  onopen?: () => void
  onerror?: () => void
  closed = false
  private readonly heartbeats: (() => void)[] = []
  constructor(readonly url: string) {
    FakeSource.all.push(this)
  }
  addEventListener(_name: string, listener: () => void): void {
    this.heartbeats.push(listener)
  }
  beat(): void {
    for (const heartbeat of this.heartbeats) heartbeat()
  }
  close(): void {
    this.closed = true
  }
}

const stream = () => FakeSource.all.at(-1)
let network: { onLine: boolean }
let page: EventTarget
let tab: EventTarget & { visibilityState: 'visible' | 'hidden' }
let serverAnswers: boolean
let status: number
let states: LiveState[]
let staleTimes: number
let leave: () => void

const show = (visibilityState: 'visible' | 'hidden') => {
  tab.visibilityState = visibilityState
  tab.dispatchEvent(new Event('visibilitychange'))
}
const arrive = () =>
  subscribeLive('acme', {
    onStale: () => {
      staleTimes += 1
    },
    onMessage: () => {},
    onState: (state) => states.push(state),
  })

const kind = () => states.at(-1)?.kind
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  FakeSource.all = []
  network = { onLine: true }
  page = new EventTarget()
  serverAnswers = true
  status = 200
  states = []
  staleTimes = 0
  tab = Object.assign(new EventTarget(), { visibilityState: 'visible' as const })
  vi.stubGlobal('document', tab)
  vi.stubGlobal('window', page)
  vi.stubGlobal('navigator', network)
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('fetch', async () => {
    if (!serverAnswers) throw new TypeError('Failed to fetch')
    return new Response(null, { status, headers: { 'x-request-id': 'r-12345678' } })
  })
  leave = arrive()
  stream()?.onopen?.()
})

afterEach(() => {
  leave()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('without network is offline at once, and comes back with everything asked again', async () => {
  await wait(7_000)
  network.onLine = false
  page.dispatchEvent(new Event('offline'))
  await wait(0)
  expect(states.at(-1)).toEqual({ kind: 'offline', freshUntilMs: 1_000_000 })
  expect([isOffline(), staleTimes]).toEqual([true, 1])
  network.onLine = true
  page.dispatchEvent(new Event('online'))
  stream()?.onopen?.()
  expect([kind(), isOffline(), staleTimes]).toEqual(['live', false, 2])
})

it('says that the server is away, and keeps the time until which the page was fresh', async () => {
  serverAnswers = false
  await wait(12_000)
  stream()?.beat()
  stream()?.onerror?.()
  await wait(0)
  for (let tries = 0; tries < 3; tries += 1) {
    await wait(2_000)
    stream()?.onerror?.()
    await wait(0)
  }
  expect(states.at(-1)).toEqual({ kind: 'offline', freshUntilMs: 1_012_000 })
  serverAnswers = true
  await wait(2_000)
  stream()?.onopen?.()
  expect(kind()).toBe('live')
})

it('a hiccup of the stream is tried again at once and not spoken of', async () => {
  stream()?.onerror?.()
  await wait(0)
  expect(FakeSource.all).toHaveLength(2)
  stream()?.onopen?.()
  expect(states.map((state) => state.kind)).toEqual(['connecting', 'live', 'live'])
})

it('without a stream the page is asked again every ten seconds', async () => {
  stream()?.onerror?.()
  await wait(0)
  for (let second = 0; second < 30; second += 2) {
    stream()?.onerror?.()
    await wait(2_000)
  }
  expect(kind()).toBe('no-events')
  expect(isOffline()).toBe(false)
  expect(staleTimes).toBe(1 + 3)
})

it('a stream that is silent for two heartbeats is dead, whatever the browser thinks', async () => {
  await wait(30_000)
  stream()?.beat()
  await wait(30_000)
  expect(FakeSource.all).toHaveLength(1)
  await wait(10_001)
  expect(FakeSource.all[0]?.closed).toBe(true)
  expect(FakeSource.all.length).toBeGreaterThan(1)
})

it.each([
  [401, 'signed-out'],
  [404, 'no-access'],
])('a stream refused with %d is %s: nothing is tried any more', async (refusal, ended) => {
  status = refusal
  stream()?.onerror?.()
  await wait(0)
  expect(states.at(-1)).toEqual({ kind: ended })
  page.dispatchEvent(new Event('online'))
  page.dispatchEvent(new Event('offline'))
  await wait(60_000)
  expect(kind()).toBe(ended)
  expect([FakeSource.all.length, isOffline(), staleTimes]).toEqual([1, false, 1])
})

it.each([
  [
    'a server in trouble',
    () => new Response(null, { status: 500, headers: { 'x-request-id': 'r-12345678' } }),
  ],
  ['a proxy without a server', () => new Response(null, { status: 404 })],
])('%s is not taken for a refusal', async (_name, answer) => {
  vi.stubGlobal('fetch', async () => answer())
  for (let failures = 0; failures < 2; failures += 1) {
    stream()?.onerror?.()
    await wait(0)
  }
  expect(kind()).toBe('no-events')
})

it('the last one to leave closes the stream, and nothing is tried any more', async () => {
  leave()
  expect(stream()?.closed).toBe(true)
  await wait(60_000)
  expect(FakeSource.all).toHaveLength(1)
})

it('a tab that is not seen for long gives its stream back, and asks for everything when it is seen again', async () => {
  show('hidden')
  await wait(20_000)
  stream()?.beat()
  show('visible')
  await wait(30_000)
  expect([FakeSource.all.length, stream()?.closed], 'a short look elsewhere changes nothing').toEqual([
    1,
    false,
  ])
  show('hidden')
  stream()?.beat()
  await wait(30_000)
  stream()?.beat()
  await wait(600_000)
  expect([FakeSource.all.length, stream()?.closed, kind()]).toEqual([1, true, 'live'])
  show('visible')
  stream()?.onopen?.()
  expect([FakeSource.all.length, stream()?.closed, staleTimes]).toEqual([2, false, 2])
})

it('a tab that was opened in the background has no stream until it is seen', async () => {
  leave()
  FakeSource.all = []
  staleTimes = 0
  tab.visibilityState = 'hidden'
  leave = arrive()
  page.dispatchEvent(new Event('offline'))
  page.dispatchEvent(new Event('online'))
  await wait(600_000)
  expect([FakeSource.all.length, kind()]).toEqual([0, 'connecting'])
  show('visible')
  stream()?.onopen?.()
  expect([FakeSource.all.length, staleTimes, kind()]).toEqual([1, 1, 'live'])
})

it('a stream that comes only after a minute out of sight is not kept, and none is tried for again', async () => {
  show('hidden')
  stream()?.onerror?.()
  await wait(59_000)
  stream()?.onerror?.()
  await wait(1_500)
  const tried = FakeSource.all.length
  page.dispatchEvent(new Event('online'))
  await wait(600_000)
  expect([FakeSource.all.length, stream()?.closed]).toEqual([tried, true])
  show('visible')
  expect([FakeSource.all.length, stream()?.closed]).toEqual([tried + 1, false])
})
