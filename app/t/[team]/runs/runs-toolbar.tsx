'use client'

import { Filter } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunColumnId } from '@/components/runs/run-columns'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import { UnknownFilters } from '@/components/ui/unknown-filters'
import { ExportButton } from './export-button'
import { FilterChips } from './filter-chips'
import { countChoices } from './run-filters'
import { SearchBox } from './search-box'
import { TableLookMenu } from './table-look-menu'
import { UNKNOWN_FILTER_TITLE } from './unknown-filter-title'
import type { useRunFilters } from './use-run-filters'
import type { TableLook } from './use-table-look'

type RunsToolbarProps = {
  team: string
  filtering: ReturnType<typeof useRunFilters>
  /** of the projects in the list, by slug */
  projectNames: Readonly<Record<string, string>>
  /** of the people the list is narrowed to, by user id */
  memberNames: Readonly<Record<string, string>>
  /** the facets, for the sheet */
  facets: ReactNode
  /** the facets stand beside the list on large screens */
  facetsBeside: boolean
  /** columns that there are to choose from */
  columns: readonly RunColumnId[]
  look: TableLook
  onLook: (look: TableLook) => void
}

/** Search, filters, columns, export; below them what narrows the list. */
export function RunsToolbar(props: RunsToolbarProps) {
  const { team, filtering, projectNames, memberNames, facets, facetsBeside, columns, look, onLook } = props
  const { state, filters, toggle, search, clear, setState } = filtering
  const choices = countChoices(state)
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox q={state.q} onSearch={(found) => void search(found)} />
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
        <div className="hidden md:block">
          <TableLookMenu columns={columns} look={look} onChange={onLook} />
        </div>
        <ExportButton team={team} filters={filters} />
      </div>
      <UnknownFilters
        unknown={filtering.unknown.map(({ filter, value }) => ({
          title: UNKNOWN_FILTER_TITLE[filter],
          value,
        }))}
        onClear={() => void filtering.dropUnknown()}
      />
      <FilterChips
        state={state}
        projectNames={projectNames}
        memberNames={memberNames}
        onToggle={(...choice) => void toggle(...choice)}
        onDrop={(filters) => void setState(filters)}
        onClear={() => void clear()}
      />
    </>
  )
}
