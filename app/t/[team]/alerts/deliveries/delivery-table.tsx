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

/** Messages, newest first. */
export function DeliveryTable({ teamSlug, rows, editable }: DeliveryTableProps) {
  return (
    <Table label="Deliveries">
      <thead>
        <tr>
          <Th>Message</Th>
          <Th>Channel</Th>
          <Th>What became of it</Th>
          <Th className="text-right">Tries</Th>
          <Th>When</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="min-w-52 whitespace-normal">
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
            </Td>
            <Td>
              {row.channelName} <span className="text-dim">{CHANNEL_WORD[row.channelKind]}</span>
            </Td>
            <Td className="min-w-56 whitespace-normal">
              <span className="flex flex-wrap items-center gap-1.5">
                <DeliveryPill state={row.state} />
                {row.nextTryAt === null ? null : (
                  <span className="text-dim text-sm">
                    next try <RelativeTime time={row.nextTryAt} />
                  </span>
                )}
                {editable && mayRetry(row) ? <Retry teamSlug={teamSlug} row={row} /> : null}
              </span>
              {row.problem === null ? null : (
                <span className="block text-dim text-sm wrap-anywhere">{row.problem}</span>
              )}
            </Td>
            <Td numeric>{row.tries}</Td>
            <Td>
              <RelativeTime time={row.deliveredAt ?? row.createdAt} className="text-dim" />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
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
