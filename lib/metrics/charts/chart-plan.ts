import 'server-only'
import type { ChartData, ChartId, ChartQuery, ChartTotal, ChartUnit } from '@/lib/domain/chart'
import type { MetricFilters } from '@/lib/domain/metric'
import type { TeamContext } from '@/lib/teams/team-context'

/** Parameters of the runs page. */
export type RunsSearch = Record<string, string>

/** Between the keys of a series that is of several dimensions. */
export const JOINT = ' / '

/** One way to split a chart. */
export interface ChartGroup<Dimension extends string = string> {
  value: string
  label: string
  /** what rows are read by */
  by: readonly Dimension[]
  /** a series for each combination of what rows are read by, their keys joined by `JOINT`; else of the first alone */
  isJoined?: true
  /** name of a series whose key is this one, where the key itself is none that people read */
  words?: Readonly<Record<string, string>>
  /** tokens of globals.css by key, where a series has a meaning of its own */
  colors?: Readonly<Record<string, string>>
  /** parameters of the runs page that list the runs behind a series; several keys are joined by commas */
  runs: (keys: string) => RunsSearch | null
}

/** What makes a chart the chart it is; its first group is what it is split by unasked. */
export interface ChartPlan<Dimension extends string = string> {
  id: ChartId
  title: string
  unit: ChartUnit
  form: ChartData['form']
  /** singular noun of n */
  noun: string
  /** what the figure is, behind it in the answer, like `spent` or `of lookups were hits` */
  says: string
  groups: readonly [ChartGroup<Dimension>, ...ChartGroup<Dimension>[]]
  /** filters of the page that its rows do not know */
  ignores: readonly (keyof MetricFilters)[]
  /** parameters of the runs page that every series shares; null: no runs are behind it */
  runs: RunsSearch | null
  /** what to do so that there is something to count */
  emptyText: string
  /** nothing that it counts is made by anybody yet: said whatever was asked */
  isBeforeItsTime?: true
  /** what it means that of all that was counted nothing was of this kind */
  noneText?: string
  /** a line across, in the chart's unit */
  target?: number
}

/** One figure of one series in one bucket. */
export interface Cell extends ChartTotal {
  /** start of the bucket as `bucketsOf` names it */
  at: string
  series: string
}

/** Answers one question of a dashboard. */
export type ChartLoader = (ctx: TeamContext, query: ChartQuery) => Promise<ChartData>

/** A figure and what it rests on: of nothing there is none. */
export function measured(value: number, n: number): ChartTotal {
  return { value: n === 0 ? null : value, n }
}
