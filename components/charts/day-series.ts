/** One thing that is counted by day and drawn as one layer of the bars. */
export interface DaySeries {
  key: string
  label: string
  /** a token of globals.css: "--verified" */
  color: string
  /** drawn over the colour, so that layers differ without it */
  pattern?: 'stripes' | 'dots' | 'cross'
}

/** A UTC day ("2026-11-23") with its figure for each series. */
export interface DayValues {
  day: string
  values: Record<string, number>
}

/** Sum of every figure of every day; 0 means that there is nothing to draw. */
export function sumDays(days: readonly DayValues[]): number {
  return days.reduce((sum, { values }) => sum + Object.values(values).reduce((a, b) => a + b, 0), 0)
}
