import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { StoppedRun } from '@/lib/domain/budget'
import { formatCount } from '@/lib/format/format-count'

type StoppedRunsProps = {
  teamSlug: string
  stopped: readonly StoppedRun[]
  count: number
  /** there are more than were counted */
  capped: boolean
}

/** Runs that a hard budget sent to the template, newest first. */
export function StoppedRuns({ teamSlug, stopped, count, capped }: StoppedRunsProps) {
  return (
    <Panel
      title="Stopped by a budget"
      note={`n = ${formatCount(count)}${capped ? '+' : ''}`}
      actions={
        count > stopped.length ? (
          <Button asChild variant="ghost" size="sm">
            <Link href={`/t/${teamSlug}/runs?reason=budget`}>All of them</Link>
          </Button>
        ) : null
      }
    >
      {stopped.length === 0 ? (
        <p className="px-3.5 py-3 text-dim">No run had to take the template for want of budget.</p>
      ) : (
        <ul className="divide-y divide-line-soft">
          {stopped.map((run) => (
            <li key={run.id} className="grid gap-0.5 px-3.5 py-2">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <Link
                  className="min-w-0 break-all py-1 font-mono text-xs hover:underline"
                  href={`/t/${teamSlug}/runs/${run.id}`}
                >
                  {run.targetPath}
                </Link>
                <span className="text-dim text-sm">
                  {run.projectName} · {run.who} · <RelativeTime time={run.at} />
                </span>
              </span>
              {run.reasonText === null ? null : <span className="text-dim text-sm">{run.reasonText}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
