import { FindingFacet } from '@/lib/domain/finding-query'
import { findingFilterParsers } from './finding-filters'

const SINGLE = ['view', 'sort'] as const

export interface UnknownChoice {
  filter: FindingFacet | (typeof SINGLE)[number]
  value: string
}

/** Values in a query string that no such filter has: the parsers leave them out without a word. */
export function findUnknownChoices(search: URLSearchParams): UnknownChoice[] {
  const ofFacets = FindingFacet.options.flatMap<UnknownChoice>((filter) => {
    const given = (search.get(filter) ?? '').split(',').filter((value) => value !== '')
    const known: readonly string[] = findingFilterParsers[filter].parse(given.join(',')) ?? []
    return given.filter((value) => !known.includes(value)).map((value) => ({ filter, value }))
  })
  const ofOthers = SINGLE.flatMap<UnknownChoice>((filter) => {
    const value = search.get(filter) ?? ''
    return value === '' || findingFilterParsers[filter].parse(value) !== null ? [] : [{ filter, value }]
  })
  return [...ofFacets, ...ofOthers]
}
