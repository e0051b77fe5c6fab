import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Standing } from '@/lib/domain/alert'
import { standOf } from './stand-of'
import { type AlertPace, type OpenAlert, stepAlert } from './step-alert'

const BEGAN = Date.parse('2026-11-23T08:00:00Z')
const PACE: AlertPace = { pendingSeconds: 60, recoverSeconds: 120, renotifyMinutes: 240 }
const SIGN = { b: 'beyond', '-': 'between', w: 'within' } satisfies Record<string, Standing>

/** What is told when these standings (b, -, w) are seen 30 s apart; `change`: what people do before a step. */
function play(
  signs: string,
  pace: AlertPace = PACE,
  change: (open: OpenAlert, step: number) => OpenAlert = (open) => open,
): string[] {
  let open: OpenAlert | null = null
  return [...signs].map((sign, step) => {
    const before: OpenAlert | null = open === null ? null : change(open, step)
    const taken = stepAlert(before, SIGN[sign as keyof typeof SIGN], new Date(BEGAN + step * 30_000), pace)
    open = taken.next
    return taken.event ?? '.'
  })
}
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

  test('with nothing to measure is not passed', () => {
    expect(standOf(null, above)).toBe('within')
  })
})
