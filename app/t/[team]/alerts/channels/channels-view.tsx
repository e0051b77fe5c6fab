'use client'

import { Plus, Send } from 'lucide-react'
import { useState } from 'react'
import { useAlertChannels } from '@/components/queries/use-alerts'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { AlertChannelBoard, AlertChannelRow } from '@/lib/domain/alert-channel'
import { AlertsNav } from '../alerts-nav'
import { ChannelForm } from './channel-form'
import { ChannelLine } from './channel-line'
import { SecretDialog } from './secret-dialog'

type ChannelsViewProps = { teamSlug: string; initial: AlertChannelBoard; editable: boolean }

/** Where alerts are sent, beside the bell in the app. */
export function ChannelsView({ teamSlug, initial, editable }: ChannelsViewProps) {
  const { data: board = initial } = useAlertChannels(teamSlug, initial)
  const [edited, setEdited] = useState<AlertChannelRow | 'new' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const add = editable ? (
    <Button variant="primary" onClick={() => setEdited('new')}>
      <Plus aria-hidden /> Add a channel
    </Button>
  ) : null
  const done = (made: string | null) => {
    setEdited(null)
    setSecret(made)
  }
  return (
    <>
      <PageHeader
        title="Alerts"
        note="In the app alerts are always told, by the bell."
        actions={board.channels.length === 0 ? null : add}
      />
      <AlertsNav team={teamSlug} current="channels" />
      <Panel title="Channels" note={`n = ${board.channels.length}`}>
        {board.channels.length === 0 ? (
          <EmptyState icon={Send} title="No channel yet" action={add}>
            Send alerts by e-mail, to a webhook, or to Slack and what takes its messages.
            {editable ? '' : ' Ask an owner or admin of the team to add one.'}
          </EmptyState>
        ) : (
          <ul aria-label="Channels" className="divide-y divide-line-soft">
            {board.channels.map((channel) => (
              <ChannelLine
                key={channel.id}
                teamSlug={teamSlug}
                channel={channel}
                editable={editable}
                onEdit={() => setEdited(channel)}
                onSecret={setSecret}
              />
            ))}
          </ul>
        )}
      </Panel>
      <Dialog open={edited !== null} onOpenChange={(open) => (open ? undefined : setEdited(null))}>
        <DialogContent
          title={edited === 'new' || edited === null ? 'Add a channel' : `Change ${edited.name}`}
          description="Rules that are told through every channel use it at once."
        >
          <ChannelForm
            teamSlug={teamSlug}
            channel={edited === 'new' ? null : edited}
            board={board}
            onDone={done}
            onCancel={() => setEdited(null)}
          />
        </DialogContent>
      </Dialog>
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </>
  )
}
