'use client'

import { Tabs as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useChosenInSight } from './use-chosen-in-sight'

export const Tabs = Radix.Root

/** The line of tabs; on a narrow screen it scrolls, shaded where there is more, with the chosen one in sight. */
export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  const line = useChosenInSight<HTMLDivElement>()
  return (
    <Radix.List
      ref={line}
      className={cn(
        'scroll-edges relative flex rounded-t-[inherit] gap-0.5 overflow-x-auto border-b px-2.5',
        className,
      )}
      {...props}
    />
  )
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        '-mb-px flex items-center gap-1.5 border-transparent border-b-2 px-2.5 py-2.25 whitespace-nowrap text-dim transition-colors',
        'hover:text-ink focus-visible:outline-offset-[-2px] disabled:opacity-50',
        'data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink',
        className,
      )}
      {...props}
    />
  )
}

export const TabsContent = Radix.Content
