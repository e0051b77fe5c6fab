'use client'

import { useId } from 'react'
import { formatCount } from '@/lib/format/format-count'
import { Checkbox } from './checkbox'
import { cn } from './cn'

type FacetChoiceProps = {
  word: string
  count: number
  /** the count is a lower bound */
  capped: boolean
  checked: boolean
  onToggle: () => void
}

/** One value of a facet: its checkbox, its word, and how many rows it would show. */
export function FacetChoice({ word, count, capped, checked, onToggle }: FacetChoiceProps) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className="-mx-1.5 flex min-h-6.5 cursor-pointer items-center gap-2 rounded-md px-1.5 hover:bg-line-soft"
    >
      <Checkbox id={id} checked={checked} onCheckedChange={onToggle} />
      <span
        title={word}
        className={cn('min-w-0 flex-1 truncate', count === 0 && !capped && !checked && 'text-dim')}
      >
        {word}
      </span>
      <span className="text-faint text-xs">
        {formatCount(count)}
        {capped ? '+' : ''}
      </span>
    </label>
  )
}
