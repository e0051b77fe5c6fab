import Link from 'next/link'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { AlertRow } from '@/lib/domain/alert'
import { AlertStatePill, SeverityOfAlert, WellAgainPill } from './alert-pills'

/** Alerts, one below the other: what, since when, and who looks after it. */
export function AlertList({
  team,
  alerts,
  label,
}: {
  team: string
  alerts: readonly AlertRow[]
  label: string
}) {
  return (
    <ul aria-label={label} className="divide-y divide-line-soft">
      {alerts.map((alert) => (
        <li key={alert.id} className="grid gap-1 px-3.5 py-2.5">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <AlertStatePill state={alert.state} />
            <SeverityOfAlert severity={alert.severity} />
            <WellAgainPill alert={alert} />
            <Link
              href={`/t/${team}/alerts/${alert.id}`}
              className="min-w-0 py-0.5 font-medium wrap-anywhere underline-offset-4 hover:underline"
            >
              {alert.ruleName}
              {alert.subjectName === null ? '' : `: ${alert.subjectName}`}
            </Link>
            <span className="text-dim text-sm">
              {alert.resolvedAt === null ? 'since ' : 'ended '}
              <RelativeTime time={alert.resolvedAt ?? alert.firedAt ?? alert.startedAt} />
            </span>
            {alert.acknowledgedBy === null || alert.resolvedAt !== null ? null : (
              <Pill tone="run">{alert.acknowledgedBy} looks after it</Pill>
            )}
            {alert.snoozedUntil === null || alert.resolvedAt !== null ? null : <Pill>snoozed</Pill>}
          </div>
          <p className="text-dim text-sm wrap-anywhere">{alert.text}</p>
        </li>
      ))}
    </ul>
  )
}
