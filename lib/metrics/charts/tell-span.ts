import 'server-only'
import type { ChartQuery } from '@/lib/domain/chart'
import type { MetricWindow } from '@/lib/domain/metric'
import { formatPlural } from '@/lib/format/format-count'
import { bucketsOf } from '../rollups/buckets-of'

/** A window in the words of a sentence, and the one before it: `in 7 days`, `the 7 days before`. */
export function tellSpan(
  { range }: Pick<ChartQuery, 'range'>,
  window: MetricWindow,
): { during: string; before: string } {
  const [, count, unit] = /^(\d+)([dh])$/.exec(range) ?? []
  const length =
    count === undefined
      ? formatPlural(bucketsOf(window).length, window.bucket)
      : formatPlural(Number(count), unit === 'h' ? 'hour' : 'day')
  return { during: `in ${length}`, before: `the ${length} before` }
}
