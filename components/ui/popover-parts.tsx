'use client'

import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useDialog } from './dialog-state'
import { StandIn } from './stand-in'

export type PopoverBoxProps = ComponentProps<typeof Radix.Content>

/** The box, beside what opened it. */
export function PopoverBox({ className, ...props }: PopoverBoxProps) {
  const { open, setOpen, trigger, contentId } = useDialog()
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <StandIn of={trigger} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          id={contentId}
          sideOffset={5}
          collisionPadding={8}
          className={cn(
            'z-50 grid max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-1rem)] gap-3 overflow-y-auto rounded-lg border bg-panel p-3.5 text-ink shadow-float',
            className,
          )}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}
