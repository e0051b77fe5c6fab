'use client'

import { MailQuestion } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { QueryError } from '@/components/queries/fetch-json'
import { useAlertDeliveries } from '@/components/queries/use-alerts'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { type AlertDeliveryList, DeliveryState } from '@/lib/domain/alert-channel'
import { AlertsNav } from '../alerts-nav'
import { DeliveryTable } from './delivery-table'

const STATES = ['all', ...DeliveryState.options] as const
const OPTIONS = [
  { value: 'all', label: 'All' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'given-up', label: 'Given up' },
] as const

type DeliveriesViewProps = { teamSlug: string; initial: AlertDeliveryList; editable: boolean }

/** What was sent to whom, and what became of it. */
export function DeliveriesView({ teamSlug, initial, editable }: DeliveriesViewProps) {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES).withDefault('all'))
  const list = useAlertDeliveries(teamSlug, state, state === 'all' ? initial : undefined)
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <PageHeader
        title="Alerts"
        note="A message that does not arrive is tried again, with growing pauses, for a day and a half."
      />
      <AlertsNav team={teamSlug} current="deliveries" />
      <Panel
        title="Deliveries"
        note={list.data === undefined ? null : `n = ${rows.length}${list.hasNextPage ? '+' : ''}`}
      >
        <div className="overflow-x-auto px-3.5 pt-2.5 pb-2.5">
          <Segmented
            label="Which messages"
            value={state}
            options={OPTIONS}
            onValueChange={(next) => void setState(next === 'all' ? null : next)}
          />
        </div>
        {list.error !== null && rows.length === 0 ? (
          <ErrorState
            text={list.error.message}
            requestId={list.error instanceof QueryError ? list.error.requestId : null}
            onRetry={() => void list.refetch()}
          />
        ) : list.data === undefined ? (
          <Skeleton className="m-3.5 h-40" />
        ) : rows.length === 0 ? (
          <EmptyState icon={MailQuestion} title="No such message">
            Messages are listed here as soon as an alert fires while a channel is on, or a channel is tested.
          </EmptyState>
        ) : (
          <DeliveryTable teamSlug={teamSlug} rows={rows} editable={editable} />
        )}
        {list.hasNextPage ? (
          <div className="flex justify-center border-line-soft border-t p-2">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show older ones
            </Button>
          </div>
        ) : null}
      </Panel>
    </>
  )
}
