'use client'

import { useEffect } from 'react'
import { isOffline } from '@/components/queries/is-offline'
import { sayOffline } from './say-offline'

/**
 * Keeps a click on a link from leaving for the browser's own error page while the server cannot be reached: the page
 * with what is on it stays. Runs before Next's links do.
 */
export function useOfflineGuard(): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || !leavesPage(link) || !isOffline()) return
      event.preventDefault()
      event.stopPropagation()
      sayOffline()
    }
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [])
}

/** Whether the link needs the server: neither another site nor another place of this page. */
function leavesPage({ href }: HTMLAnchorElement): boolean {
  const { origin, pathname, search, hash } = new URL(href)
  const here = window.location
  return origin === here.origin && (hash === '' || pathname !== here.pathname || search !== here.search)
}
