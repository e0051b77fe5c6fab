import type { ChartData, ChartPoint } from '@/lib/domain/chart'

/** What a drawing, its table and its files need: a ChartData, or figures of another page in the same shape. */
export type ChartContent = Pick<
  ChartData,
  | 'title'
  | 'answer'
  | 'unit'
  | 'form'
  | 'noun'
  | 'bucket'
  | 'timeZone'
  | 'until'
  | 'series'
  | 'points'
  | 'previous'
  | 'target'
  | 'emptyText'
> &
  Partial<Pick<ChartData, 'hasLooked'>>

/** True when nothing was measured in any bucket: no data, which is not the same as zeros. */
export function isWithoutData({ points, series }: Pick<ChartContent, 'points' | 'series'>): boolean {
  return points.every((point) => series.every(({ key }) => (point.values[key] ?? null) === null))
}

/** Whether something was measured in the period before, so that there is something to compare with. */
export function hasBefore({ previous, series }: ChartContent): boolean {
  return previous !== null && !isWithoutData({ points: previous.points, series })
}

/** Whether a value stands behind the series at the point; only then can it be walked to or opened. */
export function hasValue(point: ChartPoint | undefined, key: string): boolean {
  return (point?.values[key] ?? null) !== null
}

/** The sum of what is stacked at a point, null when nothing was measured. Only stacks have one. */
export function stackTotal(point: ChartPoint, keys: readonly string[]): number | null {
  const known = keys.map((key) => point.values[key] ?? null).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** Every height that the vertical axis must hold: lines themselves, stacks by what lies above and below zero. */
export function drawnValues(content: ChartContent, hidden: ReadonlySet<string>): number[] {
  const keys = content.series.map(({ key }) => key).filter((key) => !hidden.has(key))
  const points = [...content.points, ...(content.previous?.points ?? [])]
  const heights = points.flatMap((point) => {
    const known = keys.map((key) => point.values[key] ?? null).filter((value) => value !== null)
    if (content.form === 'lines') return known
    const sum = (of: readonly number[]) => of.reduce((total, value) => total + value, 0)
    return [sum(known.filter((value) => value > 0)), sum(known.filter((value) => value < 0))]
  })
  return content.target === null ? heights : [...heights, content.target]
}
