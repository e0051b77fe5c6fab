'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useLayoutEffect, useRef } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { scrimStyle, useDialog } from './dialog-state'
import { StandIn } from './stand-in'

export type BoxProps = Omit<ComponentProps<typeof Radix.Content>, 'title'>

/** Over everything else, holding the focus; gives it back to what opened it. */
function Modal({ isDescribed = false, ...props }: BoxProps & { isDescribed?: boolean }) {
  const { open, setOpen, trigger, contentId } = useDialog()
  const opener = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement
  }, [open])
  const giveFocusBack = (event: Event) => {
    // What has a trigger of its own gives it the focus by itself.
    if (trigger.current !== null || !(opener.current instanceof HTMLElement)) return
    event.preventDefault()
    opener.current.focus()
  }
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <StandIn of={trigger} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          id={contentId}
          onCloseAutoFocus={giveFocusBack}
          {...(isDescribed ? {} : { 'aria-describedby': undefined })}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The box of a dialog: title, one line of description, content, close button. */
export function DialogBox({
  title,
  description,
  className,
  children,
  ...props
}: BoxProps & { title: ReactNode; description?: ReactNode }) {
  return (
    <Modal
      isDescribed={Boolean(description)}
      className={cn(
        'fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2',
        'gap-4 overflow-y-auto rounded-lg border bg-panel p-5 shadow-float data-[state=open]:animate-in data-[state=open]:fade-in-0',
        className,
      )}
      {...props}
    >
      <div className="grid gap-1 pr-8">
        <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
        {description ? <Radix.Description className="text-dim">{description}</Radix.Description> : null}
      </div>
      {children}
      <Radix.Close asChild>
        <Button variant="ghost" size="icon-sm" aria-label="Close" className="absolute top-3.5 right-3.5">
          <X aria-hidden />
        </Button>
      </Radix.Close>
    </Modal>
  )
}

const SIDE = {
  left: 'left-0 border-r data-[state=open]:slide-in-from-left',
  right: 'right-0 border-l data-[state=open]:slide-in-from-right',
} satisfies Record<'left' | 'right', string>

/** A panel at a side. The title is read out by screen readers, not drawn. */
export function SheetBox({
  title,
  side = 'left',
  className,
  children,
  ...props
}: BoxProps & { title: string; side?: 'left' | 'right' }) {
  return (
    <Modal
      className={cn(
        'fixed inset-y-0 z-50 flex w-72 max-w-[85vw] flex-col overflow-y-auto bg-panel shadow-float duration-150 data-[state=open]:animate-in',
        SIDE[side],
        className,
      )}
      {...props}
    >
      <Radix.Title className="sr-only">{title}</Radix.Title>
      {children}
    </Modal>
  )
}

/** The palette's box: near the top, with nothing of its own. */
export function PaletteBox({ title, children, ...props }: BoxProps & { title: string }) {
  return (
    <Modal
      className="fixed top-[min(12vh,6rem)] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border bg-panel shadow-float"
      {...props}
    >
      <Radix.Title className="sr-only">{title}</Radix.Title>
      {children}
    </Modal>
  )
}
