'use client'

import type { ComponentProps } from 'react'
import { Dialog, DialogTrigger } from './dialog'
import { useDialog } from './dialog-state'
import { onDemand, useOnDemand } from './on-demand'
import type { PopoverBoxProps } from './popover-parts'
import { sayNotLoaded } from './say-not-loaded'

/** What places the box: not on any page until somebody comes near one. */
const parts = onDemand(() => import('./popover-parts'))

export const Popover = Dialog

export function PopoverTrigger(props: ComponentProps<typeof DialogTrigger>) {
  return <DialogTrigger onPointerEnter={parts.prepare} onFocus={parts.prepare} {...props} />
}

/** A small box beside what opened it, for a few lines or one short form. Named by `aria-label`. */
export function PopoverContent(props: PopoverBoxProps) {
  const { open, setOpen } = useDialog()
  const giveUp = () => {
    setOpen(false)
    sayNotLoaded()
  }
  const loaded = useOnDemand(parts, open, giveUp)
  return loaded === null ? null : <loaded.PopoverBox {...props} />
}
