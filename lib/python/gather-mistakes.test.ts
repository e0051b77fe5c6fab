import { describe, expect, it } from 'vitest'
import { gatherMistakes, type MistakeEvent } from './gather-mistakes'

const mistakes = [7, 3, 5].map((line) => ({ line, before: `was ${line}`, after: `is ${line}` }))
const plan: MistakeEvent = { kind: 'plan', possible: 9, mistakes }
const without: MistakeEvent = { kind: 'without', outcome: 'passed' }
const begin = (place: number): MistakeEvent => ({ kind: 'begin', place })
type Outcome = 'passed' | 'failed' | 'timeout'
const mistake = (place: number, outcome: Outcome): MistakeEvent => ({ kind: 'mistake', place, outcome })
const tried = (place: number, outcome: Outcome) => [begin(place), mistake(place, outcome)]
const gather = (events: MistakeEvent[], ended: 'exited' | 'memory-limit' = 'exited', most = 10) =>
  gatherMistakes([plan, without, ...events], { most, ended })

describe('what is said of planted mistakes', () => {
  it('comes to a score, with the survivors in the order of their lines', () => {
    const all = [...tried(0, 'passed'), ...tried(1, 'passed'), ...tried(2, 'timeout')]
    expect(gather(all)).toEqual({
      measured: {
        mutantsRun: 3,
        mutantsKilled: 1,
        mutantsTimedOut: 1,
        possible: 9,
        survivors: [mistakes[1], mistakes[0]],
      },
      reason: null,
      isComplete: true,
    })
  })

  it('is complete only when all that was planned was tried', () => {
    const begun = [...tried(0, 'failed'), begin(1)]
    expect(gather(begun)).toMatchObject({ isComplete: false, measured: { mutantsRun: 1 } })
    expect(gather(begun, 'memory-limit')).toMatchObject({
      isComplete: false,
      measured: { mutantsRun: 2, mutantsKilled: 2 },
    })
    expect(gather([...tried(0, 'failed'), ...tried(1, 'failed')], 'exited', 2).isComplete).toBe(true)
  })

  it.each([
    ['twice', [...tried(0, 'failed'), mistake(0, 'failed'), mistake(0, 'failed')]],
    ['without its beginning', [...tried(0, 'failed'), mistake(1, 'failed')]],
    ['of another than the one that began', [...tried(0, 'failed'), begin(1), mistake(2, 'failed')]],
    ['of what was not planned', [...tried(0, 'failed'), ...tried(3, 'failed'), ...tried(-1, 'failed')]],
    ['in another order', [...tried(0, 'failed'), ...tried(2, 'failed')]],
  ])('does not count %s', (_title, events) => {
    expect(gather(events).measured).toMatchObject({ mutantsRun: 1, mutantsKilled: 1 })
  })

  it('does not count beyond what was asked for, and a second plan is none', () => {
    const more: MistakeEvent = { kind: 'plan', possible: 900, mistakes: [] }
    const all = [...tried(0, 'failed'), more, ...tried(1, 'failed'), ...tried(2, 'failed')]
    expect(gather(all, 'exited', 2).measured).toMatchObject({ mutantsRun: 2, possible: 9 })
  })
})
