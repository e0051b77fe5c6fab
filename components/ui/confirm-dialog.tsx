'use client'

import { AlertDialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Button } from './button'
import { scrimStyle } from './dialog-state'

type ConfirmDialogProps = {
  /** the button that opens it */
  children: ReactNode
  /** a question: "Remove Mara from the team?" */
  title: string
  /** what will happen and whether it can be undone */
  description: ReactNode
  /** what the button does, as a verb: "Remove Mara" */
  confirmLabel: string
  /** what the other button does; where "Cancel" could be read as the act itself: "Keep running" */
  keepLabel?: string
  danger?: boolean
  /** the dialog stays open, with a spinner, until this settles; it must report its own failure */
  onConfirm: () => Promise<void> | void
}

/** Asks before an act that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { children, title, description, confirmLabel, keepLabel = 'Cancel', danger = true, onConfirm } = props
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
      setOpen(false)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Radix.Root open={open} onOpenChange={(next) => !busy && setOpen(next)}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 gap-4 overflow-y-auto rounded-lg border bg-panel p-5 shadow-float">
          <div className="grid gap-1">
            <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
            <Radix.Description className="text-dim" asChild>
              <div>{description}</div>
            </Radix.Description>
          </div>
          <div className="flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button disabled={busy}>{keepLabel}</Button>
            </Radix.Cancel>
            <Button variant={danger ? 'danger' : 'primary'} loading={busy} onClick={() => void confirm()}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
