'use client'

import { Slot } from 'radix-ui'
import { type ComponentProps, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { cn } from './cn'
import type { BoxProps } from './dialog-parts'
import { DialogContext, useDialog } from './dialog-state'
import { onDemand, useOnDemand } from './on-demand'
import { sayNotLoaded } from './say-not-loaded'

/** What holds the focus, closes on Escape and keeps the page still: not on any page until something opens. */
const parts = onDemand(() => import('./dialog-parts'))

export const prepareDialogs = parts.prepare

type DialogProps = { open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode }

/** A dialog or a sheet with what opens it. */
export function Dialog({ open: given, onOpenChange, children }: DialogProps) {
  const [own, setOwn] = useState(false)
  const open = given ?? own
  const trigger = useRef<HTMLButtonElement>(null)
  const contentId = useId()
  const dialog = useMemo(() => {
    const setOpen = (next: boolean) => {
      setOwn(next)
      onOpenChange?.(next)
    }
    return { open, setOpen, trigger, contentId }
  }, [open, onOpenChange, contentId])
  return <DialogContext value={dialog}>{children}</DialogContext>
}

export function DialogTrigger({ asChild, ...props }: ComponentProps<'button'> & { asChild?: boolean }) {
  const { open, setOpen, trigger, contentId } = useDialog()
  const Part = asChild ? Slot.Root : 'button'
  return (
    <Part
      type="button"
      ref={trigger}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      data-state={open ? 'open' : 'closed'}
      onClick={() => setOpen(!open)}
      onPointerEnter={parts.prepare}
      onFocus={parts.prepare}
      {...props}
    />
  )
}

/** What the dialog around is drawn with; null until it is open and that is there. */
export function useDialogParts() {
  const { open, setOpen } = useDialog()
  const giveUp = () => {
    setOpen(false)
    sayNotLoaded()
  }
  return { open, loaded: useOnDemand(parts, open, giveUp) }
}

type DialogContentProps = BoxProps & { title: ReactNode; description?: ReactNode }

/** The box itself: title (always there for screen readers), one line of description, content, close button. */
export function DialogContent(props: DialogContentProps) {
  const { loaded } = useDialogParts()
  return loaded === null ? null : <loaded.DialogBox {...props} />
}

/** Buttons at the end of a dialog. */
export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex flex-wrap justify-end gap-2', className)} {...props} />
}
