import { customRange, dashboardParsers, FILTER_NAMES, type FilterName } from './dashboard-filters'
import { CHART_NAMES } from './dashboard-pages'

export interface UnknownValue {
  filter: FilterName | 'range' | 'by'
  value: string
}

/** By what a chart can be split; undefined: it is not on this page, or has not answered yet. */
export type GroupsOf = (chart: string) => readonly string[] | undefined

/** Whether an entry like `cost:model` names a chart and one of its splits, as far as that is known. */
export function isKnownSplit(entry: string, groupsOf: GroupsOf): boolean {
  const [chart = '', group = ''] = entry.split(':')
  return chart in CHART_NAMES && (groupsOf(chart)?.includes(group) ?? true)
}

/** Values in a dashboard's query string that it can do nothing with: the parsers leave them out without a word. */
export function findUnknownValues(search: URLSearchParams, groupsOf: GroupsOf): UnknownValue[] {
  const given = (name: string) => (search.get(name) ?? '').split(',').filter((value) => value !== '')
  const ofLists = FILTER_NAMES.flatMap((filter): UnknownValue[] => {
    const values = given(filter)
    const known: readonly string[] = dashboardParsers[filter].parse(values.join(',')) ?? []
    return values.filter((value) => !known.includes(value)).map((value) => ({ filter, value }))
  })
  const splits = given('by').filter((entry) => !isKnownSplit(entry, groupsOf))
  return [
    ...unknownRange(search),
    ...ofLists,
    ...splits.map((value): UnknownValue => ({ filter: 'by', value })),
  ]
}

function unknownRange(search: URLSearchParams): UnknownValue[] {
  const [text = '', from = '', until = ''] = ['range', 'from', 'until'].map((name) => search.get(name) ?? '')
  const range = dashboardParsers.range.parse(text)
  if (range === null) return text === '' ? [] : [{ filter: 'range', value: text }]
  const ends = { from: dashboardParsers.from.parse(from), until: dashboardParsers.until.parse(until) }
  if (range !== 'custom' || customRange({ range, ...ends }) !== null) return []
  return [{ filter: 'range', value: `${from || '?'} – ${until || '?'}` }]
}
