'use client'

import { RotateCw } from 'lucide-react'
import Link from 'next/link'
import { DeliveryPill } from '@/components/alerts/alert-pills'
import { CHANNEL_WORD } from '@/components/alerts/channel-words'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import type { AlertDeliveryRow } from '@/lib/domain/alert-channel'
import { formatPlural } from '@/lib/format/format-count'
import { retryAlertDeliveryAction } from '../actions'

type DeliveryTableProps = { teamSlug: string; rows: readonly AlertDeliveryRow[]; editable: boolean }

/** Messages, newest first. On a small screen everything stands in one column. */
export function DeliveryTable({ teamSlug, rows, editable }: DeliveryTableProps) {
  return (
    <Table label="Deliveries">
      <thead>
        <tr>
          <Th>Message</Th>
          <Th className="max-sm:hidden">Channel</Th>
          <Th className="max-sm:hidden">What became of it</Th>
          <Th className="text-right max-sm:hidden">Tries</Th>
          <Th className="max-sm:hidden">When</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const outcome = <Outcome teamSlug={teamSlug} row={row} editable={editable} />
          const when = <RelativeTime time={row.deliveredAt ?? row.createdAt} className="text-dim" />
          return (
            <Tr key={row.id}>
              <Td className="min-w-52 whitespace-normal align-top wrap-anywhere">
                {row.alertId === null ? (
                  row.title
                ) : (
                  <Link
                    className="inline-block py-0.5 underline-offset-4 hover:underline"
                    href={`/t/${teamSlug}/alerts/${row.alertId}`}
                  >
                    {row.title}
                  </Link>
                )}
                <div className="grid gap-1 sm:hidden">
                  <span className="text-dim text-sm">
                    {row.channelName} {CHANNEL_WORD[row.channelKind]},{' '}
                    {formatPlural(row.tries, 'try', 'tries')}, {when}
                  </span>
                  {outcome}
                </div>
              </Td>
              <Td className="align-top max-sm:hidden">
                {row.channelName} <span className="text-dim">{CHANNEL_WORD[row.channelKind]}</span>
              </Td>
              <Td className="min-w-56 whitespace-normal align-top max-sm:hidden">{outcome}</Td>
              <Td numeric className="align-top max-sm:hidden">
                {row.tries}
              </Td>
              <Td className="align-top max-sm:hidden">{when}</Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}

type OutcomeProps = { teamSlug: string; row: AlertDeliveryRow; editable: boolean }

/** Whether it arrived, why not, and when it is tried again. */
function Outcome({ teamSlug, row, editable }: OutcomeProps) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-1.5">
        <DeliveryPill state={row.state} />
        {row.nextTryAt === null ? null : (
          <span className="text-dim text-sm">
            next try <RelativeTime time={row.nextTryAt} />
          </span>
        )}
        {row.isBehind ? <span className="text-dim text-sm">goes after the one before it</span> : null}
        {editable && mayRetry(row) ? <Retry teamSlug={teamSlug} row={row} /> : null}
      </span>
      {row.problem === null ? null : (
        <span className="block text-dim text-sm wrap-anywhere">{row.problem}</span>
      )}
    </>
  )
}

/** Given up, or waiting for a next try that is not about to come anyway. */
function mayRetry({ state, nextTryAt }: AlertDeliveryRow): boolean {
  return state === 'given-up' || (state === 'waiting' && nextTryAt !== null)
}

function Retry({ teamSlug, row }: { teamSlug: string; row: AlertDeliveryRow }) {
  const { run, pending } = useToastAction(retryAlertDeliveryAction)
  const again = async () => {
    const result = await run({ team: teamSlug, id: row.id })
    if (result.ok) toast.success('It is sent again.')
  }
  return (
    <Button
      size="sm"
      loading={pending}
      aria-label={`Send again to ${row.channelName} after ${formatPlural(row.tries, 'try', 'tries')}`}
      onClick={() => void again()}
    >
      <RotateCw aria-hidden /> Send again
    </Button>
  )
}
