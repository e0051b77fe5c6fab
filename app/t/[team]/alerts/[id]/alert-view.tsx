'use client'

import Link from 'next/link'
import { AlertChart } from '@/components/alerts/alert-chart'
import { AlertStatePill, DeliveryPill, SeverityOfAlert, WellAgainPill } from '@/components/alerts/alert-pills'
import { useAlert } from '@/components/queries/use-alerts'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { AlertDetail, AlertEventKind } from '@/lib/domain/alert'
import type { ChartAnnotation } from '@/lib/domain/chart'
import { describeCondition } from '@/lib/domain/describe-condition'
import { formatFigure } from '@/lib/format/format-figure'
import { AlertActions } from './alert-actions'

const DID = {
  pending: 'Pending',
  fired: 'Fired',
  'told-again': 'Told again',
  resolved: 'Resolved',
  acknowledged: 'Acknowledged',
  unacknowledged: 'No longer acknowledged',
  snoozed: 'Snoozed',
  unsnoozed: 'Snooze ended',
} satisfies Record<AlertEventKind, string>

/** One incident: what was seen, against which line, what happened and who was told. */
export function AlertView({
  teamSlug,
  initial,
  mayAct,
}: {
  teamSlug: string
  initial: AlertDetail
  mayAct: boolean
}) {
  const { data = initial } = useAlert(teamSlug, initial.alert.id, initial)
  const { alert, events, samples, timeZone, deliveries } = data
  const isOpen = alert.resolvedAt === null
  const ending = isOpen ? undefined : events.find(({ kind }) => kind === 'resolved')
  const marks = events
    .filter(({ kind }) => kind === 'fired' || kind === 'resolved')
    .map(({ id, at, kind }): ChartAnnotation => ({ id, at, kind: 'alert', text: DID[kind], href: null }))
  return (
    <>
      <PageHeader
        title={alert.subjectName === null ? alert.ruleName : `${alert.ruleName}: ${alert.subjectName}`}
        crumbs={[{ label: 'Alerts', href: `/t/${teamSlug}/alerts` }]}
        badges={
          <>
            <AlertStatePill state={alert.state} />
            <SeverityOfAlert severity={alert.severity} />
            <WellAgainPill alert={alert} />
            {isOpen && alert.acknowledgedBy !== null ? (
              <Pill tone="run">{alert.acknowledgedBy} looks after it</Pill>
            ) : null}
            {isOpen && alert.snoozedUntil !== null ? (
              <Pill>
                snoozed, ends <RelativeTime time={alert.snoozedUntil} />
              </Pill>
            ) : null}
          </>
        }
        note={
          <>
            <span className="block wrap-anywhere text-ink">{alert.text}</span>
            {ending === undefined ? null : (
              <span className="block wrap-anywhere">How it ended: {ending.text}</span>
            )}
            Rule:{' '}
            <Link
              className="underline underline-offset-4"
              href={`/t/${teamSlug}/alerts/rules/${alert.ruleId}`}
            >
              {describeCondition(alert.condition, formatFigure)}
            </Link>
          </>
        }
        actions={isOpen && mayAct ? <AlertActions teamSlug={teamSlug} alert={alert} /> : null}
      />
      <div className="grid gap-3">
        <AlertChart
          title="What the rule saw"
          condition={alert.condition}
          samples={samples}
          worst={isOpen ? undefined : alert.worstValue}
          annotations={marks}
          timeZone={timeZone}
          fileName={`${teamSlug}-alert`}
        />
        <Panel title="What happened" note={`n = ${events.length}`}>
          <ol aria-label="What happened" className="divide-y divide-line-soft">
            {events.map((event) => (
              <li key={event.id} className="flex flex-wrap gap-x-1.5 px-3.5 py-2">
                <span className="font-medium">{DID[event.kind]}</span>
                {event.who === null ? null : <span>by {event.who}</span>}
                <RelativeTime time={event.at} className="text-dim" />
                <span className="basis-full text-dim text-sm wrap-anywhere">{event.text}</span>
              </li>
            ))}
          </ol>
        </Panel>
        <Panel title="Who was told" note={`n = ${deliveries.length}`}>
          {deliveries.length === 0 ? (
            <p className="px-3.5 py-3 text-dim">
              It was told in the app alone: no channel is on.{' '}
              <Link className="underline underline-offset-4" href={`/t/${teamSlug}/alerts/channels`}>
                To the channels
              </Link>
            </p>
          ) : (
            <ul aria-label="Who was told" className="divide-y divide-line-soft">
              {deliveries.map((delivery) => (
                <li key={delivery.id} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3.5 py-2">
                  <DeliveryPill state={delivery.state} />
                  <span className="font-medium">{delivery.channelName}</span>
                  <span className="text-dim">{DID[delivery.what].toLowerCase()}</span>
                  <RelativeTime time={delivery.at} className="text-dim" />
                  {delivery.problem === null ? null : (
                    <span className="basis-full text-bad text-sm wrap-anywhere">{delivery.problem}</span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  )
}
