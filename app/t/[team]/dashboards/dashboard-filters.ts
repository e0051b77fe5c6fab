import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import type { ChartAsk } from '@/components/queries/use-chart'
import { CHART_RANGE, isDrawable } from '@/lib/domain/chart-range'
import { TIERS, WORKFLOW_NAMES } from '@/lib/domain/word-lists'

export const DEFAULT_RANGE = '30d'

/** The parts of a page's URL that narrow what is counted. */
export const FILTER_NAMES = ['project', 'workflow', 'member', 'model', 'tier', 'prompt'] as const
export type FilterName = (typeof FILTER_NAMES)[number]

const parseAsRange = createParser({
  parse: (text: string) => (CHART_RANGE.test(text) ? text : null),
  serialize: (range: string) => range,
}).withDefault(DEFAULT_RANGE)
const parseAsInstant = createParser({
  parse: (text: string) => (isInstant(text) ? text : null),
  serialize: (at: string) => at,
})
/** ISO 8601 in UTC, of a day that is in the calendar. */
function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(text)) return false
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, 16))
}

const listOf = <const Word extends string>(words: readonly Word[]) =>
  parseAsArrayOf(parseAsStringLiteral(words)).withDefault([])
const texts = parseAsArrayOf(parseAsString).withDefault([])

/** A dashboard's state in its URL: the words of `ChartQuery`, and `by`, each chart's split as `cost:model`. */
export const dashboardParsers = {
  range: parseAsRange,
  from: parseAsInstant,
  until: parseAsInstant,
  project: texts,
  workflow: listOf(WORKFLOW_NAMES),
  member: texts,
  model: texts,
  tier: listOf(TIERS),
  prompt: texts,
  compare: parseAsBoolean.withDefault(false),
  by: texts,
}
export type DashboardState = inferParserType<typeof dashboardParsers>

/** The state of a request, for the server component. */
export const loadDashboardState = createLoader(dashboardParsers)

/** The custom range of a page; null: it has none, or one that cannot be drawn. */
export function customRange({
  range,
  from,
  until,
}: Pick<DashboardState, 'range' | 'from' | 'until'>): { from: string; until: string } | null {
  if (range !== 'custom' || from === null || until === null) return null
  return isDrawable(Date.parse(from), Date.parse(until)) ? { from, until } : null
}

/** What every chart of the page is asked. A custom range without both its ends is none. */
export function toAsk({ by: _by, range, from, until, compare, ...filters }: DashboardState): ChartAsk {
  const custom = customRange({ range, from, until })
  return {
    ...filters,
    ...(custom === null ? { range: range === 'custom' ? DEFAULT_RANGE : range } : { range, ...custom }),
    ...(compare ? { compare: 'true' } : {}),
  }
}

/** By what a chart is split; null: its own first choice. */
export function groupOf({ by }: Pick<DashboardState, 'by'>, chart: string): string | null {
  const chosen = by.find((entry) => entry.startsWith(`${chart}:`))
  return chosen === undefined ? null : chosen.slice(chart.length + 1)
}

/** The splits with another one for this chart. */
export function withGroup({ by }: Pick<DashboardState, 'by'>, chart: string, group: string): string[] {
  return [...by.filter((entry) => !entry.startsWith(`${chart}:`)), `${chart}:${group}`]
}
