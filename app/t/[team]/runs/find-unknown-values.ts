import { RunFacet, RunListFilter } from '@/lib/domain/run-query'
import { runFilterParsers } from './run-filters'

const SINGLE = ['sort', 'since', 'counted', 'from', 'until', 'time', 'attempts'] as const

export interface UnknownValue {
  filter: RunFacet | RunListFilter | (typeof SINGLE)[number]
  value: string
}

/** Values in a query string that no such filter has: the parsers leave them out without a word. */
export function findUnknownValues(search: URLSearchParams): UnknownValue[] {
  const ofLists = [...RunFacet.options, ...RunListFilter.options].flatMap<UnknownValue>((filter) => {
    const given = (search.get(filter) ?? '').split(',').filter((value) => value !== '')
    const known: readonly string[] = runFilterParsers[filter].parse(given.join(',')) ?? []
    return given.filter((value) => !known.includes(value)).map((value) => ({ filter, value }))
  })
  const ofOthers = SINGLE.flatMap<UnknownValue>((filter) => {
    const value = search.get(filter) ?? ''
    return value === '' || runFilterParsers[filter].parse(value) !== null ? [] : [{ filter, value }]
  })
  return [...ofLists, ...ofOthers]
}
