'use client'

import { Switch as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** On or off, with effect at once. Name it by a Label or aria-label. */
export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        'relative inline-flex h-5 w-8.5 shrink-0 items-center rounded-full border border-transparent bg-control px-0.5 transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:bg-verified',
        // Easier to hit than to see: 24 px (WCAG 2.5.8).
        'after:absolute after:-inset-0.75',
        className,
      )}
      {...props}
    >
      <Radix.Thumb className="block size-3.75 rounded-full bg-panel transition-transform data-[state=checked]:translate-x-3.5" />
    </Radix.Root>
  )
}
