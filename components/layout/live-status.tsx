'use client'

import { WifiOff } from 'lucide-react'
import { useLive } from '@/components/queries/use-live'

/** Keeps the page's data live, and says so when the connection is gone. One per page, in the shell. */
export function LiveStatus({ teamSlug }: { teamSlug: string }) {
  const state = useLive(teamSlug)
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-3 z-30 flex justify-center print:hidden"
    >
      {state === 'reconnecting' ? (
        <p className="flex items-center gap-1.5 rounded-full border bg-panel px-3 py-1 text-dim text-sm shadow-float">
          <WifiOff className="size-3.5" aria-hidden /> Connection lost. Reconnecting…
        </p>
      ) : null}
    </div>
  )
}
