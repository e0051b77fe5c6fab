'use client'

import { Filter } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { LookMenu } from '@/components/ui/look-menu'
import { Select } from '@/components/ui/select'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import { UnknownFilters } from '@/components/ui/unknown-filters'
import { type FindingList, FindingSort } from '@/lib/domain/finding-query'
import { BaselineSelect } from './baseline-select'
import { ExportMenu } from './export-menu'
import { FindingChips } from './finding-chips'
import { FILTER_TITLE, SORT_WORD } from './finding-facet-words'
import { countFindingChoices } from './finding-filters'
import { SearchFindings } from './search-findings'
import type { useFindingFilters } from './use-finding-filters'
import { FINDING_COLUMNS, type FindingLook } from './use-finding-look'

type FindingsToolbarProps = {
  team: string
  filtering: ReturnType<typeof useFindingFilters>
  counted: Pick<FindingList, 'projectNames' | 'ruleTitles' | 'baseline'>
  /** what was counted is of other filters */
  isLoading: boolean
  /** the facets, for the sheet */
  facets: ReactNode
  /** the facets stand beside the list on large screens */
  facetsBeside: boolean
  look: FindingLook
  onLook: (look: FindingLook) => void
}

const SORTS = FindingSort.options.map((value) => ({ value, label: SORT_WORD[value] }))

/** Search, filters, order, baseline, export; below them what narrows the list. */
export function FindingsToolbar(props: FindingsToolbarProps) {
  const { team, filtering, counted, isLoading, facets, facetsBeside, look, onLook } = props
  const { state, filters, toggle, clear, setState } = filtering
  const choices = countFindingChoices(state)
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchFindings q={state.q} onSearch={(q) => void setState({ q })} />
        <Sheet>
          <SheetTrigger asChild>
            <Button className={cn(facetsBeside && 'lg:hidden')}>
              <Filter aria-hidden /> Filters{choices > 0 ? ` (${choices})` : ''}
            </Button>
          </SheetTrigger>
          <SheetContent title="Filters" className="overflow-y-auto p-4">
            {facets}
          </SheetContent>
        </Sheet>
        <Select
          aria-label="Order"
          className="w-40"
          value={state.sort}
          options={SORTS}
          onValueChange={(sort) => void setState({ sort })}
        />
        <BaselineSelect
          team={team}
          projects={
            state.project.length > 0
              ? state.project.filter((slug) => slug in counted.projectNames)
              : Object.keys(counted.projectNames)
          }
          value={state.newSince}
          onChange={(newSince) => void setState({ newSince })}
        />
        <LookMenu columns={FINDING_COLUMNS} look={look} onChange={onLook} />
        <ExportMenu team={team} filters={filters} />
      </div>
      <UnknownFilters
        unknown={filtering.unknown.map(({ filter, value }) => ({ title: FILTER_TITLE[filter], value }))}
        onClear={() => void filtering.dropUnknown()}
      />
      <FindingChips
        state={state}
        projectNames={counted.projectNames}
        ruleTitles={counted.ruleTitles}
        baseline={counted.baseline}
        isLoading={isLoading}
        onToggle={(...choice) => void toggle(...choice)}
        onDrop={(filter) => void setState({ [filter]: null })}
        onClear={() => void clear()}
      />
    </>
  )
}
