'use client'

import type { RunRow } from '@/lib/domain/run'
import { formatDuration } from '@/lib/format/format-duration'
import { useNow } from './use-now'

type Timed = Pick<RunRow, 'startedAt' | 'endedAt' | 'durationMs'>

/** How long a run took; counts up while it runs; "–" before it starts. */
export function RunDuration({ run }: { run: Timed }) {
  const running = run.startedAt !== null && run.endedAt === null
  const nowMs = useNow(running ? 1000 : null)
  if (run.startedAt === null) return <span className="text-faint">–</span>
  if (!running) return formatDuration(run.durationMs ?? 0)
  const elapsedMs = Math.max(0, nowMs - Date.parse(run.startedAt))
  return (
    <span className="text-run" suppressHydrationWarning>
      {elapsedMs < 1000 ? '0 s' : formatDuration(Math.floor(elapsedMs / 1000) * 1000)}
    </span>
  )
}
