'use client'

import { KeyRound, Mail, MessageSquare, MoreHorizontal, Pencil, Send, Trash2, Webhook } from 'lucide-react'
import { CHANNEL_WORD } from '@/components/alerts/channel-words'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import type { AlertChannelKind, AlertChannelRow } from '@/lib/domain/alert-channel'
import {
  removeAlertChannelAction,
  renewAlertSecretAction,
  switchAlertChannelAction,
  testAlertChannelAction,
} from '../actions'

const ICON = { email: Mail, webhook: Webhook, slack: MessageSquare } satisfies Record<
  AlertChannelKind,
  typeof Mail
>

type ChannelLineProps = {
  teamSlug: string
  channel: AlertChannelRow
  editable: boolean
  onEdit: () => void
  onSecret: (secret: string) => void
}

/** One channel: who gets it, how it went last, and what can be done with it. */
export function ChannelLine({ teamSlug, channel, editable, onEdit, onSecret }: ChannelLineProps) {
  const { run: toggle, pending } = useToastAction(switchAlertChannelAction)
  const Icon = ICON[channel.kind]
  const word = CHANNEL_WORD[channel.kind]
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3.5 py-2.5">
      <div className="grid min-w-0 flex-1 basis-56 gap-0.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Pill>
            <Icon aria-hidden />
            {word}
          </Pill>
          <span className="font-medium wrap-anywhere">{channel.name}</span>
        </div>
        <p className="text-dim text-sm wrap-anywhere">
          {channel.target}
          {channel.lastDeliveredAt === null ? ' · nothing sent yet' : ' · last arrived '}
          {channel.lastDeliveredAt === null ? null : <RelativeTime time={channel.lastDeliveredAt} />}
        </p>
        {channel.lastProblem === null ? null : (
          <p className="text-bad text-sm wrap-anywhere">
            The last message was given up: {channel.lastProblem}
          </p>
        )}
      </div>
      {editable ? (
        <ChannelActs teamSlug={teamSlug} channel={channel} onEdit={onEdit} onSecret={onSecret} />
      ) : null}
      <Switch
        aria-label={`Channel ${channel.name}`}
        checked={channel.enabled}
        disabled={!editable || pending}
        onCheckedChange={(enabled) => void toggle({ team: teamSlug, id: channel.id, enabled })}
      />
    </li>
  )
}

function ChannelActs({ teamSlug, channel, onEdit, onSecret }: Omit<ChannelLineProps, 'editable'>) {
  const test = useToastAction(testAlertChannelAction)
  const renew = useToastAction(renewAlertSecretAction)
  const remove = useToastAction(removeAlertChannelAction)
  const target = { team: teamSlug, id: channel.id }
  const sendTest = async () => {
    const result = await test.run(target)
    if (!result.ok) return
    const { problem } = result.data
    if (problem === null) toast.success('The test message was taken. Look whether it arrived.')
    else toast.error('The test message did not arrive.', { description: problem, duration: 20_000 })
  }
  const newSecret = async () => {
    const result = await renew.run(target)
    if (result.ok) onSecret(result.data.secret)
  }
  const removeIt = async () => {
    const result = await remove.run(target)
    if (result.ok) toast.success('The channel was removed.')
  }
  return (
    <span className="flex items-center gap-1">
      <Button size="sm" loading={test.pending} onClick={() => void sendTest()}>
        <Send aria-hidden /> Test
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon-sm" variant="ghost" aria-label={`More for ${channel.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={onEdit}>
            <Pencil aria-hidden /> Change
          </DropdownMenuItem>
          {channel.kind === 'webhook' ? (
            <DropdownMenuItem onSelect={() => void newSecret()}>
              <KeyRound aria-hidden /> New secret
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        title={`Remove the channel ${channel.name}?`}
        description="Its log of deliveries goes with it, and nothing more is sent there. This cannot be undone; switching it off can."
        confirmLabel="Remove it"
        onConfirm={removeIt}
      >
        <Button size="icon-sm" variant="ghost" aria-label={`Remove ${channel.name}`}>
          <Trash2 aria-hidden />
        </Button>
      </ConfirmDialog>
    </span>
  )
}
