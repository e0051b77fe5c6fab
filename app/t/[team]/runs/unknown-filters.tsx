'use client'

import { TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { FACET_TITLE, LIST_FILTER_TITLE } from './facet-words'
import type { UnknownValue } from './find-unknown-values'

const FILTER_TITLE = {
  ...FACET_TITLE,
  ...LIST_FILTER_TITLE,
  sort: 'Order',
  since: 'Day',
  counted: 'Share',
  from: 'Beginning',
  until: 'End',
  time: 'Time',
  attempts: 'Calls',
} satisfies Record<UnknownValue['filter'], string>

type UnknownFiltersProps = { unknown: readonly UnknownValue[]; onClear: () => void }

/** Says which filters of the address were left out because nothing is called so. */
export function UnknownFilters({ unknown, onClear }: UnknownFiltersProps) {
  if (unknown.length === 0) return null
  const names = unknown.map(({ filter, value }) => `${FILTER_TITLE[filter]} “${value}”`).join(', ')
  return (
    <p
      role="status"
      className="mb-3 flex flex-wrap items-center gap-2 rounded-lg bg-warn-soft px-3 py-1.5 text-sm text-warn"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 wrap-anywhere">
        The address asks for {names}, which does not exist. The list is shown without it.
      </span>
      <Button size="sm" onClick={onClear}>
        Clear from the address
      </Button>
    </p>
  )
}
