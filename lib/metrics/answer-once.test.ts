import { beforeEach, expect, it, vi } from 'vitest'
import type { LiveEvent } from '@/lib/db/notify'

type Listener = (event: LiveEvent | 'reconnected') => void
const live = vi.hoisted(() => ({ tell: (() => undefined) as Listener, isSure: true }))
vi.mock('@/lib/db/live-events', () => ({
  heardUntilNow: async () => {
    if (!live.isSure) throw new Error('not sure')
  },
  subscribeLive: async (listener: Listener) => {
    live.tell = listener
    return () => undefined
  },
}))

const change = (teamId: string) => live.tell({ teamId, topic: 'run', id: 'r' })
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** What is made, and when it is done. */
function maker() {
  const ends: ((failed?: Error) => void)[] = []
  const make = () =>
    new Promise<number>((resolve, reject) => {
      const nth = ends.length + 1
      ends.push((failed) => (failed === undefined ? resolve(nth) : reject(failed)))
    })
  return { make, ends }
}

let answerOnce: typeof import('./answer-once').answerOnce
beforeEach(async () => {
  vi.resetModules()
  live.isSure = true
  answerOnce = (await import('./answer-once')).answerOnce
  await answerOnce('any', 'first', async () => 0)
})

it('is made once for all who ask while nothing changes', async () => {
  const { make, ends } = maker()
  const both = [answerOnce('acme', 'cost', make), answerOnce('acme', 'cost', make)]
  change('birch')
  live.tell({ teamId: 'acme', topic: 'run', id: 'r', barsOnly: true })
  ends[0]?.()
  expect(await Promise.all([...both, answerOnce('acme', 'cost', make)])).toEqual([1, 1, 1])
})

it.each(['run', 'reconnected'] as const)(
  'who asks after a change (%s) is never given what was begun before it',
  async (what) => {
    const { make, ends } = maker()
    const before = answerOnce('acme', 'cost', make)
    if (what === 'run') change('acme')
    else live.tell('reconnected')
    const after = answerOnce('acme', 'cost', make)
    ends[0]?.()
    await settled()
    ends[1]?.()
    expect(await Promise.all([before, after])).toEqual([1, 2])
  },
)

it('a burst of changes makes nothing twice at the same time, and one more when it has ended', async () => {
  const { make, ends } = maker()
  const asked = [answerOnce('acme', 'cost', make)]
  for (let burst = 0; burst < 5; burst += 1) {
    change('acme')
    asked.push(answerOnce('acme', 'cost', make))
  }
  await settled()
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await settled()
  expect(ends).toHaveLength(2)
  ends[1]?.()
  expect(await Promise.all(asked)).toEqual([1, 2, 2, 2, 2, 2])
})

it('a failure is not kept, and not passed on to who asked later', async () => {
  const { make, ends } = maker()
  const failed = answerOnce('acme', 'cost', make).catch((error: Error) => error.message)
  change('acme')
  const later = answerOnce('acme', 'cost', make)
  ends[0]?.(new Error('gone'))
  await settled()
  ends[1]?.()
  expect(await Promise.all([failed, later])).toEqual(['gone', 2])
})

it('while it is not sure what was told, who asks at the same time shares one that is begun afterwards', async () => {
  const { make, ends } = maker()
  const ask = () => answerOnce('acme', 'cost', make)
  const kept = ask()
  ends[0]?.()
  expect(await kept).toBe(1)
  live.isSure = false
  const asked = [ask(), ask(), ask()]
  await settled()
  expect(ends).toHaveLength(2)
  // Who asks while that is being made may not have it, and is given one more.
  asked.push(ask(), ask())
  await settled()
  expect(ends).toHaveLength(2)
  ends[1]?.()
  await settled()
  ends[2]?.()
  expect(await Promise.all(asked)).toEqual([2, 2, 2, 3, 3])
  const last = ask()
  await settled()
  ends[3]?.()
  expect(await last).toBe(4)
})
