import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Standing } from '@/lib/domain/alert'
import { standOf } from './stand-of'
import { type AlertPace, type OpenAlert, stepAlert } from './step-alert'

const BEGAN = Date.parse('2026-11-23T08:00:00Z')
const PACE: AlertPace = { pendingSeconds: 60, recoverSeconds: 120, renotifyMinutes: 240 }
const SIGN = { b: 'beyond', '-': 'between', w: 'within' } satisfies Record<string, Standing>

/** What happens when these standings (b, -, w) are seen 30 s apart; `change`: what people do before a step. */
function playAll(
  signs: string,
  pace: AlertPace = PACE,
  change: (open: OpenAlert, step: number) => OpenAlert = (open) => open,
) {
  let open: OpenAlert | null = null
  return [...signs].map((sign, step) => {
    const before: OpenAlert | null = open === null ? null : change(open, step)
    const taken = stepAlert(before, SIGN[sign as keyof typeof SIGN], new Date(BEGAN + step * 30_000), pace)
    open = taken.next
    return { sign, open: before, event: taken.event ?? '.', isTold: taken.isTold }
  })
}
const play = (...all: Parameters<typeof playAll>) => playAll(...all).map(({ event }) => event)
/** What channels are told of it. */
const heard = (...all: Parameters<typeof playAll>) =>
  playAll(...all).flatMap(({ event, isTold }) => (isTold ? [event] : []))
const told = (signs: string, pace?: AlertPace, change?: Parameters<typeof play>[2]) =>
  play(signs, pace, change).filter((event) => event !== '.')

describe('an alert', () => {
  test('is pending first, fires when the condition held long enough, and resolves when it is gone long enough', () => {
    expect(play('wbbbbwwwwww')).toEqual([
      ...['.', 'pending', '.', 'fired', '.', '.', '.', '.', '.', 'resolved', '.'],
    ])
  })

  test('fires at once where nothing is waited for', () => {
    expect(told('bw', { ...PACE, pendingSeconds: 0, recoverSeconds: 0 })).toEqual(['fired', 'resolved'])
  })

  test('a spike that ends before it would be told is told to nobody', () => {
    expect(told('bbwwbb-w')).toEqual(['pending', 'dropped', 'pending', 'dropped'])
  })

  test('one incident fires once, however its figure flaps while it lasts', () => {
    expect(told('bbb-b-wwb-wbwwwb-b-bwwb')).toEqual(['pending', 'fired'])
  })

  test('what stands between the lines neither fires nor resolves', () => {
    expect(told('--------')).toEqual([])
    expect(told('bbb------------------')).toEqual(['pending', 'fired'])
  })

  test('is told again after a while, unless somebody has acknowledged it', () => {
    const often = { ...PACE, renotifyMinutes: 2 }
    expect(told('bbbbbbbbbbb', often)).toEqual(['pending', 'fired', 'told-again', 'told-again'])
    expect(told('bbbbbbbbbbb', often, (open) => ({ ...open, isAcknowledged: true }))).toEqual([
      'pending',
      'fired',
    ])
    expect(told('bbbbbbbbbbb', { ...PACE, renotifyMinutes: null })).toEqual(['pending', 'fired'])
  })

  test('a snoozed one is quiet, and is told again when the snooze ends and it still fires', () => {
    const often = { ...PACE, renotifyMinutes: 1 }
    const snoozedUntil = new Date(BEGAN + 9 * 30_000)
    const snooze = (open: OpenAlert, step: number) => (step === 3 ? { ...open, snoozedUntil } : open)
    expect(play('bbbbbbbbbbb', often, snooze)).toEqual([
      ...['pending', '.', 'fired', '.', '.', '.', '.', '.', '.', 'told-again', '.'],
    ])
    expect(told('bbbbbwwwwww', often, snooze)).toEqual(['pending', 'fired', 'resolved'])
  })

  test('a snooze that ends while the figure is at its line is told as soon as it is beyond again', () => {
    const once = { ...PACE, renotifyMinutes: null }
    const snoozedUntil = new Date(BEGAN + 5 * 30_000)
    const snooze = (open: OpenAlert, step: number) => (step === 3 ? { ...open, snoozedUntil } : open)
    expect(play('bbbbb--wbb', once, snooze)).toEqual([
      ...['pending', '.', 'fired', '.', '.', '.', '.', '.', 'told-again', '.'],
    ])
  })

  test('what is snoozed while it is pending fires without a word, and is told when the snooze is over', () => {
    const snoozedUntil = new Date(BEGAN + 5 * 30_000)
    const snooze = (open: OpenAlert, step: number) => (step === 1 ? { ...open, snoozedUntil } : open)
    expect(heard('bbbbbbbb', PACE, snooze)).toEqual(['told-again'])
    expect(heard('bbbbwwwwww', PACE, snooze)).toEqual([])
  })

  test('what is acknowledged while it is pending is told to nobody, unless that is taken back', () => {
    const mine = (until: number) => (open: OpenAlert, step: number) => ({
      ...open,
      isAcknowledged: step < until,
    })
    expect(told('bbbbbbwwwwww', PACE, mine(99))).toEqual(['pending', 'fired', 'resolved'])
    expect(heard('bbbbbbwwwwww', PACE, mine(99))).toEqual([])
    expect(heard('bbbbbbwwwwww', PACE, mine(5))).toEqual(['told-again', 'resolved'])
  })

  test('whatever is seen after a snooze, beyond is told, and no end is told of what was not', () => {
    const signs = fc.array(fc.constantFrom('b', '-', 'w'), { minLength: 5, maxLength: 60 })
    fc.assert(
      fc.property(signs, fc.nat(50), fc.nat(20), (rest, from, steps) => {
        const snoozedUntil = new Date(BEGAN + (from + steps) * 30_000)
        const snooze = (open: OpenAlert, step: number) => (step === from ? { ...open, snoozedUntil } : open)
        const all = `bbb${rest.join('')}`
        const taken = playAll(all, { ...PACE, renotifyMinutes: null }, snooze)
        let owed = false
        let isKnown = false
        for (const [step, { sign, isTold, event, open }] of taken.entries()) {
          if (step === from && open?.state === 'firing') owed = true
          if (sign === 'b' && owed && step >= from + steps) expect(isTold).toBe(true)
          if (event === 'resolved') expect(isTold).toBe(isKnown)
          if (isTold || event === 'resolved' || event === 'dropped') owed = false
          isKnown = event === 'resolved' ? false : isKnown || isTold
        }
      }),
      { numRuns: 300 },
    )
  })

  test('whatever is seen, it fires once between two resolutions and never without having been pending', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('b', '-', 'w'), { maxLength: 120 }), (signs) => {
        const order = told(signs.join(''), { ...PACE, renotifyMinutes: null }).join(' ')
        expect(order).toMatch(/^(pending (fired resolved|dropped) ?)*(pending( fired)?)?$/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a line', () => {
  const above = { line: 0.1, direction: 'above', margin: 0.2 } as const
  const below = { line: 0.95, direction: 'below', margin: 0.1 } as const

  test('is passed beyond it, not on it, and left only with a margin', () => {
    expect([0.11, 0.1, 0.09, 0.08].map((value) => standOf(value, above))).toEqual([
      ...['beyond', 'between', 'between', 'within'],
    ])
  })

  test('of a share below can be left at 100 %', () => {
    expect([0.94, 0.96, 1].map((value) => standOf(value, below))).toEqual(['beyond', 'between', 'within'])
  })

  test('with nothing to measure is neither passed nor left', () => {
    expect(standOf(null, above)).toBe('between')
  })
})
