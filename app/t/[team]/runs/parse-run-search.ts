import { RunFacet } from '@/lib/domain/run-query'
import { type RunFilterState, runFilterParsers } from './run-filters'

type FacetChoices = Partial<Pick<RunFilterState, RunFacet>>

/** What a person typed: `source:template verdict:unverified tax` is two choices and the text "tax". */
export interface RunSearch {
  choices: FacetChoices
  /** null: no text is left */
  q: string | null
  /** words like `sourse:model` or `status:fine` that name no facet or no value; they stay part of the text */
  unknown: string[]
}

/** Reads the search box. A facet may be written several times or with commas. */
export function parseRunSearch(text: string): RunSearch {
  const choices: FacetChoices = {}
  const words: string[] = []
  const unknown: string[] = []
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const cut = word.indexOf(':')
    const facet = RunFacet.safeParse(word.slice(0, Math.max(cut, 0)))
    if (cut > 0 && facet.success && addChoices(choices, facet.data, word.slice(cut + 1))) continue
    if (cut > 0) unknown.push(word)
    words.push(word)
  }
  return { choices, q: words.length === 0 ? null : words.join(' '), unknown }
}

/** Adds the values when all of them are known; says whether it did. */
function addChoices(choices: FacetChoices, facet: RunFacet, list: string): boolean {
  const given = list.split(',').filter((part) => part !== '')
  const parsed = runFilterParsers[facet].parse(list) ?? []
  if (given.length === 0 || parsed.length !== given.length) return false
  const merged = [...new Set<string>([...(choices[facet] ?? []), ...parsed])]
  Object.assign(choices, { [facet]: merged })
  return true
}
