import { ChartData } from '@/lib/domain/chart'

interface Expected {
  /** buckets of its range */
  points: number
  /** whether mistakes were planted in runs of the load */
  hasMistakes: boolean
}

/** Throws when an answer is no chart, lacks buckets, or shows nothing although the load holds what it is about. */
export function checkChart(body: unknown, { points: buckets, hasMistakes }: Expected): void {
  const { total, points, id } = ChartData.parse(body)
  const isWhole = id === 'cache-age' || points.length === buckets
  // No run of any load writes examples.
  const mayBeEmpty = id === 'examples' || (id === 'mutation-score' && !hasMistakes)
  if ((total.n === 0 && !mayBeEmpty) || !isWhole) {
    throw new Error(`${id} shows n = ${total.n} in ${points.length} points`)
  }
}
