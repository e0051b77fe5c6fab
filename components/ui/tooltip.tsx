'use client'

import { Slot } from 'radix-ui'
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { onDemand, useOnDemand } from './on-demand'
import type { Side } from './tooltip-parts'

/** What places the text: not on any page until somebody comes near one. */
const parts = onDemand(() => import('./tooltip-parts'))

const DELAY_MS = 300
/** From what it is about to the text: long enough to cross the gap. */
const GRACE_MS = 120

type TooltipProps = {
  content: ReactNode
  side?: Side
  /** must be able to take the focus, so that the keyboard reaches the text */
  children: ReactNode
}

/** A short text on hover and on focus. Never the only place of something that matters. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const loaded = useOnDemand(parts, open)
  useEffect(() => () => clearTimeout(timer.current), [])
  const soon = (next: boolean, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), ms)
  }
  const now = (next: boolean) => {
    clearTimeout(timer.current)
    setOpen(next)
  }
  const enter = ({ pointerType }: PointerEvent) => {
    parts.prepare()
    // A finger does not hover: it presses.
    if (pointerType !== 'touch') soon(true, DELAY_MS)
  }
  return (
    <>
      <Slot.Root
        ref={trigger}
        onPointerEnter={enter}
        onPointerLeave={() => soon(false, GRACE_MS)}
        onPointerDown={() => now(false)}
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(':focus-visible')) now(true)
        }}
        onBlur={() => now(false)}
      >
        {children}
      </Slot.Root>
      {loaded === null || !open ? null : (
        <loaded.TooltipBox
          trigger={trigger}
          side={side}
          onStay={() => now(true)}
          onLeave={() => soon(false, GRACE_MS)}
          onClose={() => now(false)}
        >
          {content}
        </loaded.TooltipBox>
      )}
    </>
  )
}
