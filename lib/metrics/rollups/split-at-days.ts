import 'server-only'
import type { MetricWindow } from '@/lib/domain/metric'
import { bucketStart, shiftBucket } from './bucket-start'

/**
 * A window by the hour in up to three: the whole days in it as a window by the day, and what lies before and after them. In
 * their order; empty ones are left out.
 */
export function splitAtDays(window: MetricWindow): MetricWindow[] {
  const { from, until, timeZone } = window
  const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)]
  const startsDay = bucketStart(fromMs, 'day', timeZone) === fromMs
  const firstMs = startsDay ? fromMs : shiftBucket(fromMs, 'day', timeZone, 1)
  const lastMs = bucketStart(untilMs, 'day', timeZone)
  if (firstMs >= lastMs) return [window]
  const [first, last] = [firstMs, lastMs].map((ms) => new Date(ms).toISOString()) as [string, string]
  const parts: MetricWindow[] = [
    { ...window, until: first },
    { ...window, from: first, until: last, bucket: 'day' },
    { ...window, from: last },
  ]
  return parts.filter((part) => Date.parse(part.from) < Date.parse(part.until))
}
