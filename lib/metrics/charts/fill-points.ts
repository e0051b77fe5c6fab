import 'server-only'
import type { ChartPoint } from '@/lib/domain/chart'
import type { MetricWindow } from '@/lib/domain/metric'
import { bucketsOf } from '../rollups/buckets-of'
import type { Cell } from './chart-plan'

/** A point for every bucket of the window with every series in it: what was not measured is null, with an n of 0. */
export function fillPoints(
  window: MetricWindow,
  series: readonly string[],
  cells: readonly Cell[],
): ChartPoint[] {
  const byBucket = new Map<string, Map<string, Cell>>()
  for (const cell of cells) {
    const bucket = byBucket.get(cell.at) ?? new Map<string, Cell>()
    byBucket.set(cell.at, bucket.set(cell.series, cell))
  }
  return bucketsOf(window).map((at) => {
    const bucket = byBucket.get(at)
    return {
      at,
      values: Object.fromEntries(series.map((key) => [key, bucket?.get(key)?.value ?? null])),
      n: Object.fromEntries(series.map((key) => [key, bucket?.get(key)?.n ?? 0])),
    }
  })
}
