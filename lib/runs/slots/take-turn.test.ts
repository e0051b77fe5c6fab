import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { endTurn, takeTurn } from './take-turn'

const never = new AbortController().signal
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Runs that ask for their turn at the same time; who has begun, in order. */
function start(names: string[], signal = never) {
  const begun: string[] = []
  const asked = names.map((runId) => {
    const holder = { teamId: 'team', runId, isInteractive: false }
    return takeTurn({ runId, tryNumber: 1 }, holder, signal).then(() => begun.push(runId))
  })
  return { begun, asked }
}

describe('turns of beginning runs', () => {
  it('are given to two at a time, the older first, and pass on as soon as one ends', async () => {
    const { begun } = start(['1', '2', '3', '4'])
    await settle()
    expect(begun).toEqual(['1', '2'])
    endTurn({ runId: '2', tryNumber: 1 })
    // Ending twice, or a turn that nobody has, ends no other's.
    endTurn({ runId: '2', tryNumber: 1 })
    endTurn({ runId: 'unknown', tryNumber: 1 })
    await settle()
    expect(begun).toEqual(['1', '2', '3'])
    for (const runId of ['1', '3', '4']) endTurn({ runId, tryNumber: 1 })
    await settle()
    expect(begun).toEqual(['1', '2', '3', '4'])
    await vi.advanceTimersByTimeAsync(100)
  })

  it('end of themselves, so that a run that waits for something holds up nobody', async () => {
    const { begun } = start(['1', '2', '3'])
    await vi.advanceTimersByTimeAsync(39)
    expect(begun).toEqual(['1', '2'])
    await vi.advanceTimersByTimeAsync(1)
    expect(begun).toEqual(['1', '2', '3'])
    await vi.advanceTimersByTimeAsync(100)
  })

  it('are left by who is cancelled while it waits', async () => {
    const controller = new AbortController()
    start(['1', '2'])
    const { asked } = start(['3'], controller.signal)
    const expectation = expect(asked[0]).rejects.toThrow('cancelled')
    controller.abort(new Error('cancelled'))
    await expectation
    const { begun } = start(['4'])
    await vi.advanceTimersByTimeAsync(40)
    expect(begun).toEqual(['4'])
    await vi.advanceTimersByTimeAsync(100)
  })
})
