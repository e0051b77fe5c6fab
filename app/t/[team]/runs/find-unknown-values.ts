import { RunFacet } from '@/lib/domain/run-query'
import { runFilterParsers } from './run-filters'

export interface UnknownValue {
  facet: RunFacet
  value: string
}

/** Values of facets in a query string that no such facet has: the parsers leave them out without a word. */
export function findUnknownValues(search: URLSearchParams): UnknownValue[] {
  return RunFacet.options.flatMap((facet) => {
    const given = (search.get(facet) ?? '').split(',').filter((value) => value !== '')
    const known: readonly string[] = runFilterParsers[facet].parse(given.join(',')) ?? []
    return given.filter((value) => !known.includes(value)).map((value) => ({ facet, value }))
  })
}
