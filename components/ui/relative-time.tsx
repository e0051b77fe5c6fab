'use client'

import { useEffect, useState } from 'react'
import { formatExactTime, formatRelativeTime } from '@/lib/format/format-time'

const TICK_MS = 20_000

/** "3 min ago" with the exact UTC time on hover; moves on by itself. `time` is ISO 8601. */
export function RelativeTime({ time, className }: { time: string; className?: string }) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  // A row that arrives between two ticks is from "just now", not from the future.
  const aheadMs = Date.parse(time) - nowMs
  const now = new Date(aheadMs > 0 && aheadMs < 3 * TICK_MS ? nowMs + aheadMs : nowMs)
  return (
    <time dateTime={time} title={formatExactTime(time)} className={className} suppressHydrationWarning>
      {formatRelativeTime(time, now)}
    </time>
  )
}
