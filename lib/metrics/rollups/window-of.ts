import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { ChartQuery } from '@/lib/domain/chart'
import { isDrawable } from '@/lib/domain/chart-range'
import type { MetricBucket, MetricWindow } from '@/lib/domain/metric'
import { bucketStart, shiftBucket } from './bucket-start'
import { bucketsOf } from './buckets-of'

const DAY_MS = 86_400_000
/** Up to here a chart shows hours, beyond it days. */
const MOST_HOURS_MS = 3 * DAY_MS

const iso = (ms: number) => new Date(ms).toISOString()

/** Whole buckets that hold all from `fromMs` up to `untilMs`. */
function wholeBuckets(fromMs: number, untilMs: number, bucket: MetricBucket, timeZone: string): MetricWindow {
  return {
    from: iso(bucketStart(fromMs, bucket, timeZone)),
    until: iso(shiftBucket(untilMs - 1, bucket, timeZone, 1)),
    bucket,
    timeZone,
  }
}

/**
 * What a chart's range means at this moment: the last n days or hours with the one that has begun, or whole buckets that
 * hold a custom range. Up to three days are shown by the hour. Throws `invalid-input` for a custom range without a beginning or
 * an end, the wrong way round, or of more than three years.
 */
export function windowOf(
  { range, from, until }: Pick<ChartQuery, 'range' | 'from' | 'until'>,
  timeZone: string,
  now = new Date(),
): MetricWindow {
  const nowMs = now.getTime()
  const [, count, unit] = /^(\d+)([dh])$/.exec(range) ?? []
  if (unit === 'h') {
    const hours = Math.max(1, Number(count))
    return wholeBuckets(shiftBucket(nowMs, 'hour', timeZone, 1 - hours), nowMs + 1, 'hour', timeZone)
  }
  if (unit === 'd') {
    const days = Math.max(1, Number(count))
    const bucket = days * DAY_MS < MOST_HOURS_MS ? 'hour' : 'day'
    return wholeBuckets(shiftBucket(nowMs, 'day', timeZone, 1 - days), nowMs + 1, bucket, timeZone)
  }
  const fromMs = Date.parse(from ?? '')
  const untilMs = Date.parse(until ?? '')
  const lengthMs = untilMs - fromMs
  if (!isDrawable(fromMs, untilMs)) {
    throw new AssayError('invalid-input', 'Choose a beginning and a later end, at most three years apart.')
  }
  return wholeBuckets(fromMs, untilMs, lengthMs <= MOST_HOURS_MS ? 'hour' : 'day', timeZone)
}

/** The window of as many buckets right before this one: what a chart is compared with, bucket by bucket. */
export function previousWindow(window: MetricWindow): MetricWindow {
  const { from, bucket, timeZone } = window
  const start = shiftBucket(Date.parse(from), bucket, timeZone, -bucketsOf(window).length)
  return { ...window, from: iso(start), until: from }
}
