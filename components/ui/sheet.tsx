'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { scrimStyle } from './dialog'

export const Sheet = Radix.Root
export const SheetTrigger = Radix.Trigger

type SheetContentProps = ComponentProps<typeof Radix.Content> & {
  /** read out by screen readers; not drawn */
  title: string
  side?: 'left' | 'right'
}

const SIDE = {
  left: 'left-0 border-r data-[state=open]:slide-in-from-left',
  right: 'right-0 border-l data-[state=open]:slide-in-from-right',
} satisfies Record<'left' | 'right', string>

/** A panel that slides in from a side and holds the focus. */
export function SheetContent({ title, side = 'left', className, children, ...props }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={scrimStyle} />
      <Radix.Content
        aria-describedby={undefined}
        className={cn(
          'fixed inset-y-0 z-50 flex w-72 max-w-[85vw] flex-col overflow-y-auto bg-panel shadow-float duration-150 data-[state=open]:animate-in',
          SIDE[side],
          className,
        )}
        {...props}
      >
        <Radix.Title className="sr-only">{title}</Radix.Title>
        {children}
      </Radix.Content>
    </Radix.Portal>
  )
}
