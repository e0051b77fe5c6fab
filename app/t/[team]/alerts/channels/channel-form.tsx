'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ChoiceField } from '@/components/ui/choice-field'
import { DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { AlertChannelBoard, AlertChannelKind, AlertChannelRow } from '@/lib/domain/alert-channel'
import { saveAlertChannelAction } from '../actions'

const KINDS = [
  { value: 'email', label: 'E-mail' },
  { value: 'webhook', label: 'Webhook' },
  { value: 'slack', label: 'Slack' },
] as const
const HINT = {
  email: 'Only members of the team get it; who leaves the team gets no more.',
  webhook: 'A signed POST with JSON. The secret is shown once, after saving.',
  slack: 'The address of an incoming webhook of Slack, Mattermost or what takes the same messages.',
} satisfies Record<AlertChannelKind, string>

type ChannelFormProps = {
  teamSlug: string
  /** null: a new one */
  channel: AlertChannelRow | null
  board: AlertChannelBoard
  /** with the secret of a new webhook */
  onDone: (secret: string | null) => void
  onCancel: () => void
}

/** What a channel is called, of which kind it is and where it leads. */
export function ChannelForm({ teamSlug, channel, board, onDone, onCancel }: ChannelFormProps) {
  const save = useAction(saveAlertChannelAction)
  const [kind, setKind] = useState<AlertChannelKind>(channel?.kind ?? 'email')
  const [name, setName] = useState(channel?.name ?? '')
  const [url, setUrl] = useState('')
  const [userIds, setUserIds] = useState<string[]>(channel?.userIds ?? [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ team: teamSlug, id: channel?.id, name, kind, url, userIds })
    if (!result.ok) return
    toast.success(channel === null ? 'The channel is on. Test it.' : 'The channel was changed.')
    onDone(result.data.secret)
  }
  const toggle = (id: string, chosen: boolean) =>
    setUserIds((before) => (chosen ? [...before, id] : before.filter((other) => other !== id)))
  return (
    <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
      {channel === null ? (
        <ChoiceField label="Kind of channel" value={kind} options={KINDS} onValueChange={setKind} />
      ) : null}
      <p className="text-dim text-xs">{HINT[kind]}</p>
      {kind === 'email' && !board.canSendMail ? (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          This server cannot send e-mail yet. Whoever runs it can set ASSAY_SMTP_URL.
        </p>
      ) : null}
      <FormField label="Name" error={save.fieldError('name')}>
        {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
      </FormField>
      {kind === 'email' ? (
        <fieldset className="grid max-h-60 gap-2 overflow-y-auto">
          <legend className="mb-1.5 font-medium text-sm">Who gets it</legend>
          <p className="text-dim text-xs">Nobody chosen: all owners and admins.</p>
          {board.members.map((member) => (
            <Label key={member.id} className="flex items-center gap-2 py-0.5 font-normal">
              <Checkbox
                checked={userIds.includes(member.id)}
                onCheckedChange={(checked) => toggle(member.id, checked === true)}
              />
              {member.name}
            </Label>
          ))}
          <FormError text={save.fieldError('userIds')} />
        </fieldset>
      ) : (
        <FormField
          label="Address"
          hint={channel === null ? undefined : `Now ${channel.target}. Empty: it stays.`}
          error={save.fieldError('url')}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="url"
              placeholder="https://"
              autoComplete="off"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </FormField>
      )}
      <FormError text={save.formError('name', 'url', 'userIds')} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={save.pending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  )
}
