'use client'

import { Progress as Radix } from 'radix-ui'
import { cn } from './cn'

type ProgressProps = {
  /** 0 to `max`; null while nobody can say */
  value: number | null
  max?: number
  label: string
  className?: string
}

/** How far a long act is. */
export function Progress({ value, max = 100, label, className }: ProgressProps) {
  const share = value === null || max === 0 ? null : Math.min(1, value / max)
  return (
    <Radix.Root
      value={value}
      max={max === 0 ? 1 : max}
      aria-label={label}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-line-soft', className)}
    >
      <Radix.Indicator
        className={cn(
          'h-full rounded-full bg-ink transition-[width] duration-300',
          share === null && 'w-1/3 animate-pulse',
        )}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </Radix.Root>
  )
}
