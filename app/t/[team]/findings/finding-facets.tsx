'use client'

import { useState } from 'react'
import { FacetChoice } from '@/components/ui/facet-choice'
import type { FindingCounts, FindingFacet } from '@/lib/domain/finding-query'
import { FACET_ORDER, FACET_TITLE, facetValues, facetValueWord } from './finding-facet-words'
import type { FindingFilterState } from './finding-filters'

type FindingFacetsProps = {
  state: FindingFilterState
  counts: FindingCounts
  projectNames: Readonly<Record<string, string>>
  ruleTitles: Readonly<Record<string, string>>
  /** counts are lower bounds */
  capped: boolean
  onToggle: (facet: FindingFacet, value: string) => void
}

/** Every facet with its values and how many findings each would show. */
export function FindingFacets(props: FindingFacetsProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {FACET_ORDER.map((facet) => (
        <Facet key={facet} facet={facet} {...props} />
      ))}
    </div>
  )
}

/** A long facet begins with its first values. */
const FIRST = 8

function Facet({
  facet,
  state,
  counts,
  capped,
  onToggle,
  ...names
}: FindingFacetsProps & { facet: FindingFacet }) {
  const [all, setAll] = useState(false)
  const chosen: readonly string[] = state[facet]
  const values = facetValues(facet, counts[facet] ?? {}, chosen)
  if (values.length === 0) return null
  const first = all || values.length <= FIRST + 1 ? values : values.slice(0, FIRST)
  const shown = [...first, ...values.slice(first.length).filter(([value]) => chosen.includes(value))]
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-0.5">
      <legend className="mb-1 font-medium text-dim text-xs">{FACET_TITLE[facet]}</legend>
      {shown.map(([value, count]) => (
        <FacetChoice
          key={value}
          word={facetValueWord(facet, value, names)}
          count={count}
          capped={capped}
          checked={chosen.includes(value)}
          onToggle={() => onToggle(facet, value)}
        />
      ))}
      {shown.length === values.length ? null : (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="w-fit rounded-sm py-1 text-accent text-xs underline-offset-4 hover:underline"
        >
          {values.length - shown.length} more<span className="sr-only"> of {FACET_TITLE[facet]}</span>
        </button>
      )}
    </fieldset>
  )
}
