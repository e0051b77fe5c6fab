'use client'

import { RefreshCw, WifiOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { LiveState } from '@/components/queries/live-connection'
import { useLive } from '@/components/queries/use-live'
import { formatClock } from '@/lib/format/format-time'
import { useOfflineGuard } from './use-offline-guard'

/**
 * Keeps the page's data live, and says what it is worth while the connection is gone. One per page, in the shell; it
 * takes a line of its own, so that it never covers anything.
 */
export function ConnectionBanner({ teamSlug }: { teamSlug: string }) {
  const state = useLive(teamSlug)
  useOfflineGuard()
  useRenderedAgain(state)
  const lost = state.kind === 'offline' || state.kind === 'no-events'
  const Icon = state.kind === 'offline' ? WifiOff : RefreshCw
  return (
    <div role="status" className="sticky top-12 z-20 md:top-0 print:hidden">
      {lost ? (
        <p className="flex items-center justify-center gap-2 border-b bg-line-soft px-4 py-1.5 text-sm">
          <Icon className="size-3.5 shrink-0 text-dim" aria-hidden />
          {wordsFor(state)}
        </p>
      ) : null}
    </div>
  )
}

function wordsFor(state: LiveState): string {
  if (state.kind === 'offline') {
    return `Offline. What you see is from ${formatClock(state.freshUntilMs)}; reconnecting…`
  }
  if (state.kind === 'no-events') {
    return `Live updates are interrupted. The page asks every 10 s meanwhile, last at ${formatClock(state.freshUntilMs)}; reconnecting…`
  }
  return ''
}

/** After the server was away, what it rendered is asked for again: not everything on a page is a query. */
function useRenderedAgain({ kind }: LiveState): void {
  const router = useRouter()
  const wasAway = useRef(false)
  useEffect(() => {
    if (kind === 'offline') wasAway.current = true
    else if (wasAway.current && kind !== 'connecting') {
      wasAway.current = false
      router.refresh()
    }
  }, [kind, router])
}
