import type { ChartSeries, ChartUnit } from '@/lib/domain/chart'
import type { ChartContent } from './chart-content'

interface DayFigures {
  title: string
  answer: string
  unit: ChartUnit
  noun: string
  /** absent: bars that stack, whose series must add up */
  form?: 'stacked-bars' | 'lines'
  series: readonly { key: string; label: string; color: string }[]
  /** UTC days, oldest first; a series without an n of its own counts what it shows */
  days: readonly { day: string; values: Record<string, number>; n?: Record<string, number> }[]
  emptyText: string
}

const DAY_MS = 86_400_000

/** Sums by UTC day as the content of a chart. Days on which nothing at all happened are no data. */
export function dayContent({ days, series, ...figures }: DayFigures): ChartContent {
  const happened = days.some(({ values }) => Object.values(values).some((value) => value !== 0))
  const at = (day: string) => `${day}T00:00:00.000Z`
  const last = Date.parse(at(days.at(-1)?.day ?? '1970-01-01'))
  return {
    form: 'stacked-bars',
    ...figures,
    bucket: 'day',
    timeZone: 'UTC',
    until: new Date(last + DAY_MS).toISOString(),
    series: series.map((one): ChartSeries => ({ ...one, runs: null })),
    points: days.map(({ day, values, n = values }) => ({ at: at(day), values: happened ? values : {}, n })),
    previous: null,
    target: null,
  }
}
