'use client'

import { FacetChoice } from '@/components/ui/facet-choice'
import { type RunCounts, RunFacet } from '@/lib/domain/run-query'
import { FACET_TITLE, facetValueWord } from './facet-words'
import type { RunFilterState } from './run-filters'

type FacetPanelProps = {
  state: RunFilterState
  counts: RunCounts
  projectNames: Readonly<Record<string, string>>
  /** counts are lower bounds */
  capped: boolean
  onToggle: (facet: RunFacet, value: string) => void
}

/** Every facet with its values and how many runs each would show. */
export function FacetPanel({ state, counts, projectNames, capped, onToggle }: FacetPanelProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {RunFacet.options.map((facet) => {
        const values = valuesOf(counts[facet], state[facet])
        if (values.length === 0) return null
        return (
          <fieldset key={facet} className="grid min-w-0 grid-cols-1 gap-0.5">
            <legend className="mb-1 font-medium text-dim text-xs">{FACET_TITLE[facet]}</legend>
            {values.map(([value, count]) => (
              <FacetChoice
                key={value}
                word={facetValueWord(facet, value, projectNames)}
                count={count}
                capped={capped}
                checked={(state[facet] as readonly string[]).includes(value)}
                onToggle={() => onToggle(facet, value)}
              />
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}

/** Most runs first; a chosen value stays in sight although nothing matches it any more. */
function valuesOf(counts: Record<string, number>, chosen: readonly string[]): [string, number][] {
  const missing = chosen.filter((value) => !(value in counts)).map((value): [string, number] => [value, 0])
  return [...Object.entries(counts), ...missing].sort(
    ([one, oneCount], [other, otherCount]) => otherCount - oneCount || one.localeCompare(other),
  )
}
