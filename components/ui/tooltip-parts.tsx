'use client'

import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { StandIn } from './stand-in'

export type Side = 'top' | 'right' | 'bottom' | 'left'

type TooltipBoxProps = {
  trigger: RefObject<HTMLElement | null>
  side: Side
  /** the pointer went onto the text: it stays */
  onStay: () => void
  onLeave: () => void
  onClose: () => void
  children: ReactNode
}

/** The text, placed at what it is about. */
export function TooltipBox({ trigger, side, onStay, onLeave, onClose, children }: TooltipBoxProps) {
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
        <Radix.Trigger asChild>
          <StandIn of={trigger} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={5}
            collisionPadding={8}
            onPointerEnter={onStay}
            onPointerLeave={onLeave}
            className="z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-bg text-xs shadow-float"
          >
            {children}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
