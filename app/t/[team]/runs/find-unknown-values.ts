import { RunFacet } from '@/lib/domain/run-query'
import { runFilterParsers } from './run-filters'

export interface UnknownValue {
  filter: RunFacet | 'sort' | 'since' | 'counted'
  value: string
}

const SINGLE = ['sort', 'since', 'counted'] as const

/** Values in a query string that no such filter has: the parsers leave them out without a word. */
export function findUnknownValues(search: URLSearchParams): UnknownValue[] {
  const ofFacets = RunFacet.options.flatMap<UnknownValue>((facet) => {
    const given = (search.get(facet) ?? '').split(',').filter((value) => value !== '')
    const known: readonly string[] = runFilterParsers[facet].parse(given.join(',')) ?? []
    return given.filter((value) => !known.includes(value)).map((value) => ({ filter: facet, value }))
  })
  const ofOthers = SINGLE.flatMap<UnknownValue>((filter) => {
    const value = search.get(filter) ?? ''
    return value === '' || runFilterParsers[filter].parse(value) !== null ? [] : [{ filter, value }]
  })
  return [...ofFacets, ...ofOthers]
}
