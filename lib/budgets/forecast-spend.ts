import 'server-only'
import type { BudgetPeriod } from '@/lib/domain/budget'
import { periodOf } from './period-of'

/** Before this share of a period has passed, its spend says nothing about its end. */
const EARLIEST = 0.02

/**
 * Spent at the end of the period if it goes on as it did: spent ÷ share of the period that has passed. Integer
 * nano-USD; null when nothing was spent, when less than 2 % of the period has passed, or when there is no period.
 */
export function forecastSpend(period: BudgetPeriod, spentNanoUsd: number, at: Date): number | null {
  const span = periodOf(period, at)
  if (span === null || spentNanoUsd === 0) return null
  const passed = (at.getTime() - span.start.getTime()) / (span.end.getTime() - span.start.getTime())
  return passed < EARLIEST ? null : Math.round(spentNanoUsd / passed)
}

/**
 * When a budget's limit is reached if it goes on as it did; null when that is not within the period, when it is reached
 * already, or when there is no forecast.
 */
export function forecastReached(
  period: BudgetPeriod,
  { spentNanoUsd, limitNanoUsd }: { spentNanoUsd: number; limitNanoUsd: number },
  at: Date,
): Date | null {
  const span = periodOf(period, at)
  const forecast = forecastSpend(period, spentNanoUsd, at)
  if (span === null || forecast === null || forecast < limitNanoUsd || spentNanoUsd >= limitNanoUsd)
    return null
  const [start, end] = [span.start.getTime(), span.end.getTime()]
  return new Date(start + (end - start) * (limitNanoUsd / forecast))
}
