'use client'

import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { takeToasts } from './toast'

/** Draws toasts. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  useEffect(() => takeToasts(({ kind, text, options }) => toast[kind](text, options)), [])
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      closeButton
      duration={6000}
      toastOptions={{
        classNames: {
          toast: 'font-sans! border-line! bg-panel! text-ink! shadow-float! rounded-lg! text-sm!',
          description: 'text-dim!',
          actionButton: 'bg-ink! text-bg!',
          closeButton: 'border-line! bg-panel! text-dim!',
        },
      }}
    />
  )
}
