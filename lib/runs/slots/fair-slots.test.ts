import { describe, expect, test } from 'vitest'
import { FairSlots, type SlotHolder } from './fair-slots'

const never = new AbortController().signal
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Places of which this test says when each is given back; `begun` tells in which order they were given out. */
function controlled(limit: number, options?: { leavesRoom: boolean }) {
  const slots = new FairSlots(limit, options)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (name: string, holder: Partial<SlotHolder> = {}, signal = never) => {
    const [teamId = ''] = name
    return slots.use({ teamId, runId: name, isInteractive: false, ...holder }, signal, () => {
      begun.push(name)
      return new Promise<void>((resolve) => ends.set(name, resolve))
    })
  }
  const end = async (name: string) => {
    await settle()
    ends.get(name)?.()
    await settle()
  }
  return { ask, begun, end }
}

describe('fair slots', () => {
  test('a large launch leaves room: somebody else’s single run begins at once', async () => {
    const { ask, begun } = controlled(4)
    for (let run = 1; run <= 500; run++) void ask(`a${String(run).padStart(3, '0')}`)
    await settle()
    expect(begun).toEqual(['a001', 'a002'])
    void ask('b1', { isInteractive: true })
    await settle()
    expect(begun.at(-1)).toBe('b1')
  })

  test('who must wait is told so, once, and nobody else', async () => {
    const slots = new FairSlots(1)
    const waits: string[] = []
    const use = (name: string) =>
      slots.use({ teamId: 'a', runId: name, isInteractive: true }, never, settle, () => waits.push(name))
    await Promise.all([use('first'), use('second'), use('third')])
    await use('fourth')
    expect(waits).toEqual(['second', 'third'])
  })

  test.each([1, 2, 3, 4, 10])('one team alone gets all of %i places', async (limit) => {
    const interactive = controlled(limit)
    const bulk = controlled(limit, { leavesRoom: false })
    for (let run = 1; run <= 12; run++) {
      void interactive.ask(`a${run}`, { isInteractive: true })
      void bulk.ask(`a${run}`)
    }
    await settle()
    expect(interactive.begun).toHaveLength(limit)
    expect(bulk.begun).toHaveLength(limit)
  })

  test.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 2],
    [10, 8],
  ])('of %i places that leave room a large launch gets %i', async (limit, most) => {
    const { ask, begun } = controlled(limit)
    for (let run = 1; run <= 12; run++) void ask(`a${run}`)
    await settle()
    expect(begun).toHaveLength(most)
  })

  test('a team does not keep all while another waits, also not with interactive runs', async () => {
    const { ask, begun, end } = controlled(2)
    for (const run of [1, 2, 3, 4, 5]) void ask(`a${run}`, { isInteractive: true })
    await settle()
    expect(begun).toEqual(['a1', 'a2'])
    void ask('b1')
    await end('a1')
    expect(begun).toEqual(['a1', 'a2', 'b1'])
  })

  test('who waits but may not have the place keeps it from nobody', async () => {
    const { ask, begun } = controlled(4)
    for (const run of [1, 2, 3]) void ask(`b${run}`)
    for (const run of [1, 2, 3]) void ask(`a${run}`, { isInteractive: true })
    await settle()
    expect(begun).toEqual(['b1', 'b2', 'a1', 'a2'])
  })

  test('within a team interactive runs pass those of a large launch, and the oldest run goes first', async () => {
    const { ask, begun, end } = controlled(1)
    for (const run of [1, 3, 2]) void ask(`a${run}`)
    void ask('a9', { isInteractive: true })
    await settle()
    expect(begun).toEqual(['a1'])
    for (const name of ['a1', 'a9', 'a2']) await end(name)
    expect(begun).toEqual(['a1', 'a9', 'a2', 'a3'])
  })

  test('teams take turns, however many of one wait', async () => {
    const { ask, begun, end } = controlled(1)
    for (const run of [1, 2, 3]) void ask(`a${run}`)
    for (const run of [1, 2]) void ask(`b${run}`)
    void ask('c1')
    for (const name of ['a1', 'b1', 'c1', 'a2', 'b2']) await end(name)
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
  })

  test('a stream of interactive runs does not starve a large launch', async () => {
    const { ask, begun, end } = controlled(1)
    void ask('a1', { isInteractive: true })
    void ask('b1')
    for (const run of [2, 3, 4, 5]) void ask(`a${run}`, { isInteractive: true })
    for (const name of ['a1', 'a2', 'a3']) await end(name)
    expect(begun).toEqual(['a1', 'a2', 'a3', 'b1'])
  })

  test('who is cancelled while waiting leaves the queue, and a failure gives its place back', async () => {
    const slots = new FairSlots(1)
    const controller = new AbortController()
    const holder = { teamId: 'a', runId: 'a1', isInteractive: false }
    let fail = (_error: Error) => {}
    const failing = slots.use(holder, never, () => new Promise((_resolve, reject) => (fail = reject)))
    const waiting = slots.use({ ...holder, runId: 'a2' }, controller.signal, async () => 'ran')
    controller.abort(new Error('cancelled'))
    await expect(waiting).rejects.toThrow('cancelled')
    await settle()
    fail(new Error('broken'))
    await expect(failing).rejects.toThrow('broken')
    expect(await slots.use({ ...holder, runId: 'a3' }, never, async () => 'ran')).toBe('ran')
    await expect(slots.use(holder, controller.signal, async () => 'ran')).rejects.toThrow('cancelled')
  })
})
