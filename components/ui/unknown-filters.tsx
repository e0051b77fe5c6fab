'use client'

import { TriangleAlert } from 'lucide-react'
import { Button } from './button'

type UnknownFiltersProps = {
  /** what the address asks for and nothing is called: the filter's title and the value */
  unknown: readonly { title: string; value: string }[]
  /** what becomes of them */
  effect?: string
  onClear: () => void
}

/** Says which filters of the address were left out because nothing is called so. */
export function UnknownFilters({
  unknown,
  effect = 'The list is shown without it.',
  onClear,
}: UnknownFiltersProps) {
  if (unknown.length === 0) return null
  const names = unknown.map(({ title, value }) => `${title} “${value}”`).join(', ')
  return (
    <p
      role="status"
      className="mb-3 flex flex-wrap items-center gap-2 rounded-lg bg-warn-soft px-3 py-1.5 text-sm text-warn"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 wrap-anywhere">
        The address asks for {names}, which does not exist. {effect}
      </span>
      <Button size="sm" onClick={onClear}>
        Clear from the address
      </Button>
    </p>
  )
}
