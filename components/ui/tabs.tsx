'use client'

import { Tabs as Radix } from 'radix-ui'
import { type ComponentProps, useEffect, useRef } from 'react'
import { cn } from './cn'

export const Tabs = Radix.Root

/** The line of tabs; on a narrow screen it scrolls, shaded where there is more, with the chosen one in sight. */
export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => showChosen(line.current), [])
  return (
    <Radix.List
      ref={line}
      className={cn(
        'scroll-edges flex rounded-t-[inherit] gap-0.5 overflow-x-auto border-b px-2.5',
        className,
      )}
      {...props}
    />
  )
}

/** Scrolls the line alone: the page stays where it is. */
function showChosen(line: HTMLElement | null): void {
  const chosen = line?.querySelector<HTMLElement>('[data-state=active], [aria-current=page]')
  if (line && chosen) line.scrollLeft = chosen.offsetLeft - (line.clientWidth - chosen.offsetWidth) / 2
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
