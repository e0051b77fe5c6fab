'use client'

import { useEffect } from 'react'

/** Brings what a link named (`…#edits`) into sight when it appears: by then the page has long looked for it in vain. */
export function useLedTo(id: string): void {
  useEffect(() => {
    if (window.location.hash === `#${id}`) document.getElementById(id)?.scrollIntoView()
  }, [id])
}
