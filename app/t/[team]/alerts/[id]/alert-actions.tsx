'use client'

import { BellOff, Check } from 'lucide-react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { toast } from '@/components/ui/toast'
import { type AlertRow, SNOOZE_HOURS } from '@/lib/domain/alert'
import { acknowledgeAlertAction, snoozeAlertAction } from '../actions'

const SNOOZE_LABEL = { 1: '1 hour', 4: '4 hours', 24: '1 day', 168: '1 week' } satisfies Record<
  (typeof SNOOZE_HOURS)[number],
  string
>

/** Look after it, or keep it quiet for a while. */
export function AlertActions({ teamSlug, alert }: { teamSlug: string; alert: AlertRow }) {
  const acknowledge = useToastAction(acknowledgeAlertAction)
  const snooze = useToastAction(snoozeAlertAction)
  const isMine = alert.acknowledgedAt !== null
  const toggle = async () => {
    const act = { team: teamSlug, alertId: alert.id, acknowledged: !isMine }
    const result = await acknowledge.run(act)
    if (!result.ok) return
    toast.success(
      isMine
        ? 'Nobody looks after it now: it is told again if it goes on.'
        : 'You look after it: it is not told again while it lasts.',
    )
  }
  const quiet = async (hours: (typeof SNOOZE_HOURS)[number] | null) => {
    const result = await snooze.run({ team: teamSlug, alertId: alert.id, hours })
    if (!result.ok) return
    toast.success(
      hours === null
        ? 'The snooze has ended.'
        : `Quiet for ${SNOOZE_LABEL[hours]}. ${
            isMine
              ? 'It is not told again after that either: somebody looks after it.'
              : 'If it still fires then, it is told again.'
          }`,
    )
  }
  return (
    <>
      {alert.snoozedUntil === null ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button loading={snooze.pending}>
              <BellOff aria-hidden /> Snooze
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {SNOOZE_HOURS.map((hours) => (
              <DropdownMenuItem key={hours} onSelect={() => void quiet(hours)}>
                for {SNOOZE_LABEL[hours]}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : (
        <Button loading={snooze.pending} onClick={() => void quiet(null)}>
          <BellOff aria-hidden /> End the snooze
        </Button>
      )}
      <Button
        variant={isMine ? 'secondary' : 'primary'}
        loading={acknowledge.pending}
        onClick={() => void toggle()}
      >
        <Check aria-hidden /> {isMine ? 'Take the acknowledgement back' : 'Acknowledge'}
      </Button>
    </>
  )
}
