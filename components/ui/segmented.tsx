'use client'

import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

type SegmentedProps<Value extends string> = {
  /** names the group for screen readers */
  label: string
  value: Value
  options: readonly { value: Value; label: ReactNode; disabled?: boolean }[]
  onValueChange: (value: Value) => void
  className?: string
}

/** One of a few choices, all in sight. Arrow keys move between them. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, options, onValueChange, className } = props
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next)
    if (option) onValueChange(option.value)
  }
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={choose}
      aria-label={label}
      className={cn('inline-flex w-fit rounded-md border bg-line-soft p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={cn(
            'inline-flex h-6.5 items-center gap-1.5 rounded-sm px-2.5 text-dim text-sm transition-colors hover:text-ink disabled:opacity-50',
            'data-[state=on]:bg-panel data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:shadow-panel [&_svg]:size-3.5',
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
