import 'server-only'
import type { MetricBucket } from '@/lib/domain/metric'
import { fromLocalTime, zoneOffset } from '@/lib/format/zone-offset'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

const floorTo = (ms: number, step: number) => Math.floor(ms / step) * step

function dayStart(atMs: number, timeZone: string, days = 0): number {
  const local = atMs + zoneOffset(atMs, timeZone)
  return fromLocalTime(floorTo(local, DAY_MS) + days * DAY_MS, timeZone)
}

/**
 * Start of the day of a zone's clocks that holds an instant, or of its hour, counted from the beginning of the day: where
 * clocks change by half an hour, hours still follow one another. `bucketStartSql` says the same.
 */
export function bucketStart(atMs: number, bucket: MetricBucket, timeZone: string): number {
  const day = dayStart(atMs, timeZone)
  return bucket === 'day' ? day : day + floorTo(atMs - day, HOUR_MS)
}

/** Start of the bucket `steps` after (or, negative, before) the one that holds an instant. */
export function shiftBucket(atMs: number, bucket: MetricBucket, timeZone: string, steps: number): number {
  if (bucket === 'day') return dayStart(atMs, timeZone, steps)
  let start = bucketStart(atMs, bucket, timeZone)
  for (let step = 0; step < steps; step += 1) {
    start = Math.min(start + HOUR_MS, dayStart(start, timeZone, 1))
  }
  for (let step = 0; step > steps; step -= 1) start = bucketStart(start - 1, bucket, timeZone)
  return start
}
