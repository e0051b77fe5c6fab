'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { isOffline } from '@/components/queries/is-offline'

/** Asks the server for the page again while it is looked at: for what sends no live events. */
export function RefreshEvery({ milliseconds }: { milliseconds: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && !isOffline()) router.refresh()
    }, milliseconds)
    return () => clearInterval(timer)
  }, [router, milliseconds])
  return null
}
