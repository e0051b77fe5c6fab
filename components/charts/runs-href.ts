import type { ChartSeries } from '@/lib/domain/chart'

/** The runs page with what is behind a figure of a chart, in its window. null: no runs are behind it. */
export function runsHref(
  team: string,
  series: ChartSeries | undefined,
  window: { from: string; until: string } | null,
): string | null {
  if (series === undefined || series.runs === null) return null
  return `/t/${team}/runs?${new URLSearchParams({ ...series.runs, ...window })}`
}
