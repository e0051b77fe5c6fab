import type { ChartContent } from './chart-content'

type Aimed = Pick<ChartContent, 'form' | 'points'>

/**
 * The series a pointer aims at: in a stack the layer that holds the height, beside or above it the stack's topmost; of
 * lines the nearest. null: nothing was measured there. `keys` are the visible series from the bottom up, `height` is in
 * the chart's unit.
 */
export function seriesAt(
  chart: Aimed,
  keys: readonly string[],
  index: number,
  height: number,
): string | null {
  const point = chart.points[index]
  if (point === undefined) return null
  const known = keys.flatMap((key) => {
    const value = point.values[key] ?? null
    return value === null ? [] : [{ key, value }]
  })
  if (chart.form === 'lines') {
    const byDistance = known.toSorted((a, b) => Math.abs(a.value - height) - Math.abs(b.value - height))
    return byDistance[0]?.key ?? null
  }
  const side = known.filter(({ value }) => (height < 0 ? value < 0 : value > 0))
  let reached = 0
  for (const { key, value } of side) {
    reached += value
    if (Math.abs(height) <= Math.abs(reached)) return key
  }
  return (side.at(-1) ?? known[0])?.key ?? null
}
