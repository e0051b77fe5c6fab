import 'server-only'
import type { BudgetForecast, BudgetPeriod } from '@/lib/domain/budget'
import { periodOf } from './period-of'

const DAY_MS = 86_400_000
/** Four weeks: so many days are looked back. */
export const FORECAST_DAYS = 28
/** Each weekday has been seen twice. */
const WEEKDAYS_FROM = 14
/** Standard deviations to both sides between which 80 % of a normal distribution lie. */
const EIGHT_OF_TEN = 1.2816
/** Of fewer days nothing is said: a day of many runs would be multiplied by thirty. */
const LEAST_DAYS = 3

export interface SpendSoFar {
  /** in the present period, integer nano-USD */
  spentNanoUsd: number
  /** the most that calls under way can cost */
  reservedNanoUsd: number
  limitNanoUsd: number
  /**
   * spent on each day before today, oldest first, from the first on which anything was; of the last 28. Null: it has not
   * ended by the team's clocks
   */
  days: readonly (number | null)[]
}

/**
 * Spent at the end of the period: what is spent, and for each day that is left the mean of the same weekday in the last four
 * weeks, of today by the share that is left of it. Of fewer than 14 days the mean of all of them; of fewer than 3, or of
 * nothing spent, there is no figure. What is reserved is the least that is still to come. The methods are the mean and its
 * seasonal form, with their prediction intervals: Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2
 * and 5.5. Null without a period.
 */
export function forecastSpend(period: BudgetPeriod, soFar: SpendSoFar, at: Date): BudgetForecast | null {
  const span = periodOf(period, at)
  if (span === null) return null
  const { spentNanoUsd, reservedNanoUsd, limitNanoUsd, days } = soFar
  const n = days.filter((day) => day !== null).length
  if (
    n < LEAST_DAYS ||
    (spentNanoUsd === 0 && reservedNanoUsd === 0 && days.every((day) => (day ?? 0) === 0))
  ) {
    return { nanoUsd: null, lowNanoUsd: null, highNanoUsd: null, reachedAt: null, by: null, days: n }
  }
  let expected = 0
  const left: number[] = []
  let reachedAt: Date | null = null
  const today = Math.floor(at.getTime() / DAY_MS)
  for (let day = today; day * DAY_MS < span.end.getTime(); day += 1) {
    const from = Math.max(day * DAY_MS, at.getTime())
    const untilMs = (day + 1) * DAY_MS
    const part = (untilMs - from) / DAY_MS
    const more = usualOf(days, day - today, n) * part
    left.push(part)
    const missing = limitNanoUsd - spentNanoUsd - expected
    if (reachedAt === null && spentNanoUsd < limitNanoUsd && more > 0 && more >= missing) {
      reachedAt = new Date(from + ((untilMs - from) * missing) / more)
    }
    expected += more
  }
  const endsAt = (more: number) => Math.round(spentNanoUsd + Math.max(more, reservedNanoUsd))
  const spread = EIGHT_OF_TEN * deviationOf(days, left, n)
  return {
    nanoUsd: endsAt(expected),
    lowNanoUsd: endsAt(Math.max(0, expected - spread)),
    highNanoUsd: endsAt(expected + spread),
    reachedAt: reachedAt?.toISOString() ?? null,
    by: n < WEEKDAYS_FROM ? 'mean' : 'weekdays',
    days: n,
  }
}

/** After how many days the same kind comes again: all days are of one, or of seven. */
const cycleOf = (n: number) => (n < WEEKDAYS_FROM ? 1 : 7)

/**
 * Standard deviation of what the days that are left cost together: each differs from its mean as days before did, and the mean
 * of each kind of day is itself only that of a few. `left`: the shares that are left of today and the days after it.
 */
function deviationOf(days: SpendSoFar['days'], left: readonly number[], n: number): number {
  const cycle = cycleOf(n)
  const kindOf = (ahead: number) => ((ahead % cycle) + cycle) % cycle
  const leftOf = new Map<number, number>()
  left.forEach((part, ahead) => {
    leftOf.set(kindOf(ahead), (leftOf.get(kindOf(ahead)) ?? 0) + part)
  })
  const knownOf = new Map<number, number>()
  let squares = 0
  days.forEach((spent, index) => {
    if (spent === null) return
    const kind = kindOf(index - days.length)
    knownOf.set(kind, (knownOf.get(kind) ?? 0) + 1)
    squares += (spent - usualOf(days, index - days.length, n)) ** 2
  })
  const variance = squares / Math.max(1, n - knownOf.size)
  const ofDays = left.reduce((sum, part) => sum + part, 0)
  const ofMeans = [...leftOf].reduce((sum, [kind, part]) => sum + part ** 2 / (knownOf.get(kind) ?? 1), 0)
  return Math.sqrt(variance * (ofDays + ofMeans))
}

/** What is usually spent on the day that comes so many days after today. */
function usualOf(days: SpendSoFar['days'], ahead: number, n: number): number {
  const alike = days.flatMap((spent, index) =>
    spent !== null && (days.length + ahead - index) % cycleOf(n) === 0 ? [spent] : [],
  )
  return alike.reduce((sum, day) => sum + day, 0) / alike.length
}
