import { describe, expect, test } from 'vitest'
import { standOf } from './stand-of'
import { type OpenAlert, stepAlert } from './step-alert'
import { usualLine } from './usual-line'

const HOUR_MS = 3_600_000
const DAYS = 90
const LOOK_BACK_WEEKS = 8
const WINDOW_HOURS = 24
const CONDITION = { factor: 2.2, floor: 1, direction: 'above' } as const
const PACE = { pendingSeconds: 0, recoverSeconds: 3600, renotifyMinutes: null }

/** Mulberry32: the same numbers each time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Spend of each hour: working days, quiet nights, few runs at weekends, and money that scatters from call to call. */
function weeklyShape(seed: number, { tripledDay }: { tripledDay?: number } = {}): number[] {
  const random = randomFrom(seed)
  return Array.from({ length: DAYS * 24 }, (_, hour) => {
    const [day, time] = [Math.floor(hour / 24), hour % 24]
    const weekend = day % 7 > 4 ? 0.12 : 1
    const usual = weekend * (time >= 8 && time < 19 ? 4 : 0.3)
    const scattered = Math.exp(0.45 * Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(6.283 * random()))
    return usual * scattered * (day === tripledDay ? 3 : 1)
  })
}

const sum = (hours: number[], end: number) =>
  hours.slice(Math.max(0, end - WINDOW_HOURS), end).reduce((total, value) => total + value, 0)

/** Hours at which the rule fires, looking every hour as the evaluator does, with its own state. */
function firings(hours: number[]): number[] {
  let open: OpenAlert | null = null
  return hours.flatMap((_, hour) => {
    if (hour < WINDOW_HOURS) return []
    const weeks = Array.from({ length: LOOK_BACK_WEEKS }, (_unused, back) =>
      sum(hours, hour - (back + 1) * 7 * 24),
    )
    const { line } = usualLine(weeks, CONDITION)
    const standing =
      line === null ? 'within' : standOf(sum(hours, hour), { line, direction: 'above', margin: 0.1 })
    const step = stepAlert(open, standing, new Date(hour * HOUR_MS), PACE)
    open = step.next
    return step.event === 'fired' ? [hour] : []
  })
}

describe('what is usual', () => {
  test('90 days of the normal weekly shape fire nothing, in 20 simulations', () => {
    for (let seed = 1; seed <= 20; seed++) expect(firings(weeklyShape(seed))).toEqual([])
  })

  test.each([
    ...[60, 61, 62, 63, 64, 65, 66].map((day) => ({ day, seed: day })),
    ...[70, 75, 80, 82].map((day) => ({ day, seed: 3 * day })),
  ])('a day of three times as much is caught, once: day $day', ({ day, seed }) => {
    const fired = firings(weeklyShape(seed, { tripledDay: day }))
    expect(fired).toHaveLength(1)
    expect(fired[0]).toBeGreaterThan(day * 24)
    expect(fired[0]).toBeLessThanOrEqual((day + 1) * 24)
  })

  test('is not known from less than three weeks, and weeks before the first run do not count', () => {
    expect(usualLine([50, 40, 0, 0, 0, 0], CONDITION)).toEqual({ line: null, usual: null, weeks: 2 })
    expect(usualLine([50, 40, 60, 0, 0, 0], CONDITION)).toMatchObject({ usual: 50, weeks: 3 })
    expect(usualLine([0, 0, 0], CONDITION).line).toBeNull()
  })

  test('one odd week before does not hide the next', () => {
    expect(usualLine([300, 100, 100, 100, 100, 100], { ...CONDITION, factor: 2 }).line).toBe(200)
  })

  test('small sums have a floor', () => {
    expect(usualLine([0.01, 0.01, 0.02], CONDITION).line).toBe(1)
  })

  test('too little is less than the n-th part, and is not asked of what is next to nothing', () => {
    const tooLittle = { factor: 2, direction: 'below', floor: 10 } as const
    expect(usualLine([100, 100, 100], tooLittle).line).toBe(50)
    expect(usualLine([8, 8, 8], tooLittle).line).toBeNull()
  })
})
