import 'server-only'
import type { MetricWindow } from '@/lib/domain/metric'
import { shiftBucket } from './bucket-start'

/** The starts of all buckets of a window, oldest first, as the readers' `at` names them. */
export function bucketsOf({ from, until, bucket, timeZone }: MetricWindow): string[] {
  const starts: string[] = []
  const end = Date.parse(until)
  for (let at = Date.parse(from); at < end; at = shiftBucket(at, bucket, timeZone, 1)) {
    starts.push(new Date(at).toISOString())
  }
  return starts
}
