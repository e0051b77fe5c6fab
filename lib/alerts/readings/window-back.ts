import 'server-only'
import type { MetricWindow } from '@/lib/domain/metric'
import { zoneOffset } from '@/lib/format/zone-offset'
import { bucketStart, shiftBucket } from '@/lib/metrics/rollups/bucket-start'

const WEEK_MS = 7 * 86_400_000
const HOUR_MS = 3_600_000

/** The last whole `hours` and the one under way, in the clocks of a zone. */
export function windowBack(hours: number, timeZone: string, now: Date): MetricWindow {
  const nowMs = now.getTime()
  return {
    from: new Date(bucketStart(nowMs - hours * HOUR_MS, 'hour', timeZone)).toISOString(),
    until: new Date(shiftBucket(nowMs, 'hour', timeZone, 1)).toISOString(),
    bucket: 'hour',
    timeZone,
  }
}

function earlier(atMs: number, weeks: number, timeZone: string): string {
  const shifted = atMs - weeks * WEEK_MS
  // The same time on the clocks, also where they were changed in between.
  const onClocks = shifted + zoneOffset(atMs, timeZone) - zoneOffset(shifted, timeZone)
  return new Date(bucketStart(onClocks, 'hour', timeZone)).toISOString()
}

/** The same hours of the same weekdays so many weeks before. */
export function weeksBefore(window: MetricWindow, weeks: number): MetricWindow {
  const { from, until, timeZone } = window
  return {
    ...window,
    from: earlier(Date.parse(from), weeks, timeZone),
    until: earlier(Date.parse(until), weeks, timeZone),
  }
}
