'use client'

import { formatExactTime, formatRelativeTime } from '@/lib/format/format-time'
import { useNow } from './use-now'

/** A moment as "3 min ago", kept true while it is looked at; the exact time on hover. */
export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const nowMs = useNow(10_000)
  return (
    <time dateTime={at} title={formatExactTime(at)} className={className} suppressHydrationWarning>
      {formatRelativeTime(at, new Date(Math.max(nowMs, Date.parse(at))))}
    </time>
  )
}
