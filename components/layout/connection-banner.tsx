'use client'

import { LogOut, type LucideIcon, RefreshCw, WifiOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
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
  const words = wordsFor(state)
  const Icon = ICONS[state.kind]
  return (
    <div role="status" className="sticky top-12 z-20 md:top-0 print:hidden">
      {words !== null && Icon !== null ? (
        <p className="flex items-center justify-center gap-2 border-b bg-line-soft px-4 py-1.5 text-sm">
          <Icon className="size-3.5 shrink-0 text-dim" aria-hidden />
          <span>{words}</span>
        </p>
      ) : null}
    </div>
  )
}

const ICONS = {
  connecting: null,
  live: null,
  offline: WifiOff,
  'no-events': RefreshCw,
  'signed-out': LogOut,
  'no-access': LogOut,
} satisfies Record<LiveState['kind'], LucideIcon | null>

function wordsFor(state: LiveState): ReactNode {
  if (state.kind === 'offline') {
    return `Offline. What you see is from ${formatClock(state.freshUntilMs)}; reconnecting…`
  }
  if (state.kind === 'no-events') {
    return `Live updates are interrupted. The page asks every 10 s meanwhile, last at ${formatClock(state.freshUntilMs)}; reconnecting…`
  }
  if (state.kind === 'signed-out') {
    return (
      <>
        You are signed out: <SignInLink />
      </>
    )
  }
  if (state.kind === 'no-access') {
    return (
      <>
        You are no member of this team any more. <BannerLink href="/">See your teams</BannerLink>
      </>
    )
  }
  return null
}

function BannerLink({ href, children }: { href: string; children: ReactNode }) {
  // A page of its own: what is held in this one belongs to who was signed in.
  return (
    <a href={href} className="font-medium text-accent underline underline-offset-4">
      {children}
    </a>
  )
}

/** Back to this very page, with its filters, when signed in. */
function SignInLink() {
  const { pathname, search } = window.location
  const next = encodeURIComponent(pathname + search)
  return <BannerLink href={`/sign-in?next=${next}`}>sign in</BannerLink>
}

/** After the server was away, what it rendered is asked for again: not everything on a page is a query. */
function useRenderedAgain({ kind }: LiveState): void {
  const router = useRouter()
  const wasAway = useRef(false)
  useEffect(() => {
    if (kind === 'offline') wasAway.current = true
    else if (wasAway.current && (kind === 'live' || kind === 'no-events')) {
      wasAway.current = false
      router.refresh()
    }
  }, [kind, router])
}
