'use client'

import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/filter-chip'
import { FindingFacet } from '@/lib/domain/finding-query'
import type { SnapshotChoice } from '@/lib/domain/snapshot-choice'
import { baselineText } from './baseline-text'
import { FACET_TITLE, facetValueWord } from './finding-facet-words'
import { countFindingChoices, type FindingFilterState } from './finding-filters'

type FindingChipsProps = {
  state: FindingFilterState
  projectNames: Readonly<Record<string, string>>
  ruleTitles: Readonly<Record<string, string>>
  /** the snapshot that the list is compared with, as far as it is there */
  baseline: SnapshotChoice | null
  /** what is known is of other filters */
  isLoading: boolean
  onToggle: (facet: FindingFacet, value: string) => void
  /** takes off one that is no facet */
  onDrop: (filter: 'path' | 'newSince' | 'run' | 'launch') => void
  onClear: () => void
}

/** What narrows the list, each with a way to take it off. */
export function FindingChips(props: FindingChipsProps) {
  const { state, baseline, isLoading, onToggle, onDrop, onClear, ...names } = props
  if (countFindingChoices(state) === 0) return null
  return (
    <ul aria-label="Active filters" className="mb-3 flex flex-wrap items-center gap-1.5">
      {FindingFacet.options.flatMap((facet) =>
        state[facet].map((value) => (
          <FilterChip
            key={`${facet}:${value}`}
            text={`${FACET_TITLE[facet]}: ${facetValueWord(facet, value, names)}`}
            onRemove={() => onToggle(facet, value)}
          />
        )),
      )}
      {state.path === null ? null : <FilterChip text={`In ${state.path}`} onRemove={() => onDrop('path')} />}
      {state.newSince === null ? null : (
        <FilterChip
          text={baselineText(state.newSince, baseline, isLoading)}
          onRemove={() => onDrop('newSince')}
        />
      )}
      {state.run === null ? null : <FilterChip text="Seen by one run" onRemove={() => onDrop('run')} />}
      {state.launch === null ? null : (
        <FilterChip text="Seen by one launch" onRemove={() => onDrop('launch')} />
      )}
      <li>
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear all
        </Button>
      </li>
    </ul>
  )
}
