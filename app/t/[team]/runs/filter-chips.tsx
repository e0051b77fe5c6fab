'use client'

import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/filter-chip'
import { RunFacet } from '@/lib/domain/run-query'
import { formatDay } from '@/lib/format/format-time'
import { COUNTED_WORDS, FACET_TITLE, facetValueWord } from './facet-words'
import { countChoices, type RunFilterState } from './run-filters'

type FilterChipsProps = {
  state: RunFilterState
  projectNames: Readonly<Record<string, string>>
  onToggle: (facet: RunFacet, value: string) => void
  /** takes off one that is no facet */
  onDrop: (filter: 'launch' | 'since' | 'counted') => void
  onClear: () => void
}

/** What narrows the list, each with a way to take it off. */
export function FilterChips({ state, projectNames, onToggle, onDrop, onClear }: FilterChipsProps) {
  if (countChoices(state) === 0) return null
  return (
    <ul aria-label="Active filters" className="mb-3 flex flex-wrap items-center gap-1.5">
      {RunFacet.options.flatMap((facet) =>
        state[facet].map((value) => (
          <FilterChip
            key={`${facet}:${value}`}
            text={`${FACET_TITLE[facet]}: ${facetValueWord(facet, value, projectNames)}`}
            onRemove={() => onToggle(facet, value)}
          />
        )),
      )}
      {state.launch === null ? null : <FilterChip text="One launch" onRemove={() => onDrop('launch')} />}
      {state.since === null ? null : (
        <FilterChip
          text={`Launched since ${formatDay(state.since)} (UTC)`}
          onRemove={() => onDrop('since')}
        />
      )}
      {state.counted === null ? null : (
        <FilterChip text={COUNTED_WORDS[state.counted]} onRemove={() => onDrop('counted')} />
      )}
      <li>
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear all
        </Button>
      </li>
    </ul>
  )
}
