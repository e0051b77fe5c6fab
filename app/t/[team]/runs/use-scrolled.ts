'use client'

import { useSyncExternalStore } from 'react'

const NEAR_TOP_PX = 120

function subscribe(onChange: () => void): () => void {
  window.addEventListener('scroll', onChange, { passive: true })
  return () => window.removeEventListener('scroll', onChange)
}

/** Whether the page is scrolled away from its top. */
export function useScrolled(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.scrollY > NEAR_TOP_PX,
    () => false,
  )
}
