'use client'

import { createContext, type RefObject, useContext } from 'react'

export interface DialogState {
  open: boolean
  setOpen: (open: boolean) => void
  /** what opens it and gets the focus back; null: it is opened from elsewhere */
  trigger: RefObject<HTMLButtonElement | null>
  contentId: string
}

export const DialogContext = createContext<DialogState | null>(null)

/** How the dialog around stands. */
export function useDialog(): DialogState {
  const dialog = useContext(DialogContext)
  if (dialog === null) throw new Error('A part of a dialog stands outside of one.')
  return dialog
}

/** What lies between a dialog and the page. */
export const scrimStyle =
  'fixed inset-0 z-40 bg-scrim data-[state=open]:animate-in data-[state=open]:fade-in-0'
