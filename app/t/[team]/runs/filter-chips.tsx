'use client'

import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/filter-chip'
import { RunFacet, RunListFilter } from '@/lib/domain/run-query'
import { formatDay } from '@/lib/format/format-time'
import {
  ATTEMPT_KIND_WORDS,
  COUNTED_WORDS,
  FACET_TITLE,
  facetValueWord,
  LIST_FILTER_TITLE,
  listFilterWord,
} from './facet-words'
import { countChoices, type RunFilterState } from './run-filters'
import { tellWindow } from './tell-window'

type FilterChipsProps = {
  state: RunFilterState
  projectNames: Readonly<Record<string, string>>
  memberNames: Readonly<Record<string, string>>
  onToggle: (facet: RunFacet | RunListFilter, value: string) => void
  /** takes off those that are no lists */
  onDrop: (
    filters: Partial<Record<'launch' | 'since' | 'counted' | 'attempts' | 'from' | 'until', null>>,
  ) => void
  onClear: () => void
}

/** What narrows the list, each with a way to take it off. */
export function FilterChips({
  state,
  projectNames,
  memberNames,
  onToggle,
  onDrop,
  onClear,
}: FilterChipsProps) {
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
      {RunListFilter.options.flatMap((filter) =>
        state[filter].map((value) => (
          <FilterChip
            key={`${filter}:${value}`}
            text={`${LIST_FILTER_TITLE[filter]}: ${listFilterWord(filter, value, memberNames)}`}
            onRemove={() => onToggle(filter, value)}
          />
        )),
      )}
      {state.launch === null ? null : (
        <FilterChip text="One launch" onRemove={() => onDrop({ launch: null })} />
      )}
      {state.since === null ? null : (
        <FilterChip
          text={`Launched since ${formatDay(state.since)} (UTC)`}
          onRemove={() => onDrop({ since: null })}
        />
      )}
      {state.counted === null ? null : (
        <FilterChip text={COUNTED_WORDS[state.counted]} onRemove={() => onDrop({ counted: null })} />
      )}
      {state.attempts === null ? null : (
        <FilterChip text={ATTEMPT_KIND_WORDS[state.attempts]} onRemove={() => onDrop({ attempts: null })} />
      )}
      {state.from === null && state.until === null ? null : (
        <FilterChip text={tellWindow(state)} onRemove={() => onDrop({ from: null, until: null })} />
      )}
      <li>
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear all
        </Button>
      </li>
    </ul>
  )
}
