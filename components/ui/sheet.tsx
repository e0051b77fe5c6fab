'use client'

import { Dialog, DialogTrigger, useDialogParts } from './dialog'
import type { BoxProps } from './dialog-parts'

export const Sheet = Dialog
export const SheetTrigger = DialogTrigger

type SheetContentProps = BoxProps & {
  /** read out by screen readers; not drawn */
  title: string
  side?: 'left' | 'right'
}

/** A panel that slides in from a side and holds the focus. */
export function SheetContent(props: SheetContentProps) {
  const { loaded } = useDialogParts()
  return loaded === null ? null : <loaded.SheetBox {...props} />
}
