import { expect, it, vi } from 'vitest'
import { StaleBatch } from './stale-batch'

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 10))

it('refreshes a burst once', async () => {
  const batches: string[][] = []
  const batch = new StaleBatch(async (keys) => {
    batches.push(keys.map((key) => key.join('/')))
  }, 1)
  batch.add([['t', 'runs']])
  batch.add([
    ['t', 'runs'],
    ['t', 'overview'],
  ])
  await soon()
  expect(batches).toEqual([['t/runs', 't/overview']])
})

it('never runs two batches at once, and loses nothing that came during one', async () => {
  const first = deferred()
  const batches: number[] = []
  const batch = new StaleBatch(async (keys) => {
    batches.push(keys.length)
    if (batches.length === 1) await first.promise
  }, 1)
  batch.add([['a']])
  await soon()
  batch.add([['a']])
  batch.add([['b']])
  await soon()
  expect(batches).toEqual([1])
  first.resolve()
  await soon()
  expect(batches).toEqual([1, 2])
})

it('goes on after a batch that failed', async () => {
  let calls = 0
  const batch = new StaleBatch(async () => {
    calls += 1
    throw new Error('offline')
  }, 1)
  batch.add([['a']])
  await soon()
  batch.add([['a']])
  await soon()
  expect(calls).toBe(2)
})

it('goes on after a batch that never ends', async () => {
  vi.useFakeTimers()
  try {
    let calls = 0
    const batch = new StaleBatch(
      () => {
        calls += 1
        return calls === 1 ? new Promise(() => {}) : Promise.resolve()
      },
      1,
      1000,
    )
    batch.add([['a']])
    await vi.advanceTimersByTimeAsync(10)
    batch.add([['a']])
    await vi.advanceTimersByTimeAsync(900)
    expect(calls).toBe(1)
    await vi.advanceTimersByTimeAsync(100)
    expect(calls).toBe(2)
  } finally {
    vi.useRealTimers()
  }
})
