import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FairSlots } from './fair-slots'
import { KeptPlaces } from './kept-places'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const { signal } = new AbortController()
const run = (runId: string) => ({ teamId: 't', runId, isInteractive: true })

/** Three runs that begin at the same moment, where there are two places. */
async function beginThree() {
  const places = new KeptPlaces(new FairSlots(2))
  const begun: string[] = []
  for (const id of ['a', 'b', 'c']) void places.keep(run(id), signal).then(() => begun.push(id))
  await vi.advanceTimersByTimeAsync(0)
  return { places, begun }
}

test('only as many runs begin as there are places, and the next when one has done its work', async () => {
  const { places, begun } = await beginThree()
  expect(begun).toEqual(['a', 'b'])
  let finish = () => {}
  const work = places.use(run('a'), signal, () => new Promise<void>((resolve) => (finish = resolve)))
  // Longer than a place is kept: it is in use, and the other one's time is over.
  await vi.advanceTimersByTimeAsync(250)
  expect(begun).toEqual(['a', 'b'])
  finish()
  await work
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['a', 'b', 'c'])
})

test('a place in use is not given away when the time is over for which it was kept', async () => {
  const { places, begun } = await beginThree()
  void places.use(run('a'), signal, () => new Promise(() => {}))
  void places.use(run('b'), signal, () => new Promise(() => {}))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(begun).toEqual(['a', 'b'])
})

test('who waits for something else leaves the place, by saying so or after a moment, and queues for work', async () => {
  const { places, begun } = await beginThree()
  places.leave(run('b'))
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['a', 'b', 'c'])
  const worked: string[] = []
  void places.use(run('b'), signal, async () => worked.push('b'))
  await vi.advanceTimersByTimeAsync(250)
  expect(worked).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(worked).toEqual(['b'])
})

test('a second piece of work of a run needs a place of its own', async () => {
  const { places } = await beginThree()
  const worked: number[] = []
  void places.use(run('a'), signal, () => new Promise(() => {}))
  void places.use(run('a'), signal, async () => worked.push(2))
  await vi.advanceTimersByTimeAsync(250)
  expect(worked).toEqual([])
})

test('who is cancelled while it waits takes no place', async () => {
  const places = new KeptPlaces(new FairSlots(1))
  await places.keep(run('a'), signal)
  const cancelled = new AbortController()
  const kept = places.keep(run('b'), cancelled.signal)
  cancelled.abort(new Error('cancelled'))
  await expect(kept).rejects.toThrow('cancelled')
  places.leave(run('a'))
  await places.keep(run('c'), signal)
})

test('a run that begins again, as after an outage, has one place and not two', async () => {
  const places = new KeptPlaces(new FairSlots(2))
  await places.keep(run('a'), signal)
  await places.keep(run('a'), signal)
  await places.keep(run('b'), signal)
  const begun: string[] = []
  void places.keep(run('c'), signal).then(() => begun.push('c'))
  await vi.advanceTimersByTimeAsync(250)
  expect(begun).toEqual([])
  places.leave(run('a'))
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['c'])
})
