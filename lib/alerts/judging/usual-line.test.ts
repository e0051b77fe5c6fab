import { describe, expect, test } from 'vitest'
import { zoneOffset } from '@/lib/format/zone-offset'
import { weeksBefore, windowBack } from '../readings/window-back'
import { DEFAULT_RULES } from '../rules/default-rules'
import { standOf } from './stand-of'
import { type OpenAlert, stepAlert } from './step-alert'
import { usualLine } from './usual-line'

const HOUR_MS = 3_600_000
const DAYS = 90
const HOURS = DAYS * 24
const TEAMS = 100
const LOOK_BACK_WEEKS = 8
const WINDOW_HOURS = 24
/** Clocks go back an hour on 25 October, in the seventh of the 13 weeks. */
const ZONE = 'Europe/Berlin'
const FIRST = Date.parse('2026-09-06T22:00:00Z')
const CONDITION = { factor: 2.2, floor: 1, direction: 'above' } as const

const SEEDS = Array.from({ length: TEAMS }, (_, index) => index + 1)
const RULE = spendRule()

/** The default rule for spend, in dollars. */
function spendRule() {
  const rule = DEFAULT_RULES.find(({ builtIn }) => builtIn === 'spend-anomaly')
  if (rule?.condition.kind !== 'baseline') throw new Error('there is no rule for spend')
  const { condition, pendingSeconds, recoverSeconds } = rule
  expect(condition).toMatchObject({ weeks: LOOK_BACK_WEEKS, windowHours: WINDOW_HOURS })
  return {
    condition: { ...condition, floor: condition.floor / 1e9 },
    ...{ pendingSeconds, recoverSeconds, renotifyMinutes: null },
  }
}

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

/** A factor that scatters around 1 by so many standard deviations of its logarithm. */
const scatter = (random: () => number, sigma: number) =>
  Math.exp(sigma * Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(6.283 * random()))

/** Day and hour on the team's clocks, of each hour of the 90 days. */
const CLOCK = Array.from({ length: HOURS }, (_, hour) => {
  const at = FIRST + hour * HOUR_MS
  const onClocks = Math.floor((at + zoneOffset(at, ZONE) - FIRST - zoneOffset(FIRST, ZONE)) / HOUR_MS)
  return { day: Math.floor(onClocks / 24), time: onClocks % 24 }
})

/**
 * Spend of each hour in dollars, added up from the beginning: working days, quiet nights, few runs at weekends, money that
 * scatters from hour to hour and from day to day.
 */
function spendUntil(seed: number, { tripledDay }: { tripledDay?: number } = {}): number[] {
  const random = randomFrom(seed)
  const ofDay = Array.from({ length: DAYS + 1 }, () => scatter(random, 0.1))
  let total = 0
  return CLOCK.map(({ day, time }) => {
    const weekend = day % 7 > 4 ? 0.12 : 1
    const usual = weekend * (time >= 8 && time < 19 ? 4 : 0.3) * (day === tripledDay ? 3 : (ofDay[day] ?? 1))
    total += usual * scatter(random, 0.45)
    return total
  })
}

const hourOf = (iso: string) => (Date.parse(iso) - FIRST) / HOUR_MS
/** The windows that the evaluator asks for in the middle of each hour: the one of now, and those of the weeks before. */
const WINDOWS = CLOCK.map((_, hour) => {
  const window = windowBack(WINDOW_HOURS, ZONE, new Date(FIRST + (hour + 0.5) * HOUR_MS))
  const weeks = Array.from({ length: LOOK_BACK_WEEKS }, (_unused, index) => weeksBefore(window, index + 1))
  return [window, ...weeks].map(({ from, until }) => ({ from: hourOf(from), until: hourOf(until) }))
})

/** What was spent in a window as of the middle of the hour `now`; before the beginning there was nothing. */
function spentIn(spend: number[], { from, until }: { from: number; until: number }, now: number): number {
  const upTo = (hour: number) => spend[hour - 1] ?? 0
  const end = until > now ? (upTo(now) + upTo(now + 1)) / 2 : upTo(until)
  return end - upTo(from)
}

/** Days on which the rule for spend that every team begins with fires, looking once an hour. */
function firings(spend: number[]): number[] {
  let open: OpenAlert | null = null
  return WINDOWS.flatMap(([window, ...before], hour) => {
    if (window === undefined) return []
    const { line } = usualLine(
      before.map((week) => spentIn(spend, week, hour)),
      RULE.condition,
    )
    const value = spentIn(spend, window, hour)
    const standing = line === null ? 'within' : standOf(value, { ...RULE.condition, line })
    const step = stepAlert(open, standing, new Date(FIRST + hour * HOUR_MS), RULE)
    open = step.next
    return step.event === 'fired' ? [CLOCK[hour]?.day ?? 0] : []
  })
}

describe('what is usual', () => {
  test(`${DAYS} days of the normal weekly shape fire nothing, in ${TEAMS} teams`, () => {
    const fired = SEEDS.flatMap((seed) => firings(spendUntil(seed)).map((day) => ({ seed, day })))
    expect(fired).toEqual([])
  }, 60_000)

  test('a day of three times as much is told once in 99 of 100 teams, whatever day of the week it is', () => {
    const seen = SEEDS.map((seed) => {
      const tripledDay = 28 + (seed % 61)
      const fired = firings(spendUntil(seed, { tripledDay }))
      const ofIt = fired.filter((day) => day === tripledDay || day === tripledDay + 1)
      return { ofIt: ofIt.length, others: fired.length - ofIt.length }
    })
    const count = (what: (one: (typeof seen)[number]) => boolean) => seen.filter(what).length
    expect(count(({ ofIt }) => ofIt === 0)).toBeLessThanOrEqual(1)
    expect(count(({ ofIt }) => ofIt > 1)).toBeLessThanOrEqual(1)
    expect(count(({ others }) => others > 0)).toBe(0)
  }, 60_000)

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
