'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { CopyButton } from '@/components/ui/copy-button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { useAction } from '@/components/ui/use-action'
import type { Role } from '@/lib/domain/words'
import { formatDay } from '@/lib/format/format-time'
import { inviteMemberAction } from './actions'
import { roleOptions } from './role-options'

type InviteFormProps = {
  teamSlug: string
  ownRole: Role
  /** this server sends invitations by e-mail */
  sendsMail: boolean
}

type Made = { link: string; expiresAt: string; email: string; problem: string | null; isSent: boolean }

/** Makes an invitation link; it can be copied this once, and sent by e-mail where the server can. */
export function InviteForm({ teamSlug, ownRole, sendsMail }: InviteFormProps) {
  const router = useRouter()
  const invite = useAction(inviteMemberAction)
  const [role, setRole] = useState<Role>('member')
  const [email, setEmail] = useState('')
  const [isWanted, setWanted] = useState(true)
  const [made, setMade] = useState<Made | null>(null)
  const address = email.trim()
  const byMail = sendsMail && isWanted && address !== ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await invite.run({
      team: teamSlug,
      ...{ role, byMail },
      email: address === '' ? null : address,
    })
    if (!result.ok) return
    const { token, expiresAt, letter } = result.data
    setMade({
      ...{ expiresAt, email: address, link: `${window.location.origin}/invite/${token}` },
      isSent: letter?.sent === true,
      problem: letter?.sent === false ? letter.problem : null,
    })
    setEmail('')
    router.refresh()
  }
  return (
    <Panel title="Invite someone" note="by a link; it works once, within 7 days">
      <form className="grid gap-4 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
        <div className="grid items-start gap-3 sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
          <FormField label="Role" error={invite.fieldError('role')}>
            {(control) => (
              <Select {...control} value={role} options={roleOptions(ownRole)} onValueChange={setRole} />
            )}
          </FormField>
          <FormField
            label="For whom (optional)"
            hint={sendsMail ? undefined : 'A note for you: this server sends no invitations by e-mail.'}
            error={invite.fieldError('email')}
          >
            {(control) => (
              <Input
                {...control}
                type="email"
                value={email}
                placeholder="name@example.com"
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </FormField>
          <Button type="submit" loading={invite.pending} className="sm:mt-6.5">
            {byMail ? 'Invite' : 'Make a link'}
          </Button>
        </div>
        {sendsMail && address !== '' ? (
          <Label className="flex items-center gap-2 font-normal">
            <Checkbox checked={isWanted} onCheckedChange={(checked) => setWanted(checked === true)} />
            Send the link to this address
          </Label>
        ) : null}
        <FormError text={invite.formError('role', 'email')} />
        <div aria-live="polite" className="empty:absolute">
          {made === null ? null : (
            <div className="grid gap-2 rounded-md bg-verified-soft p-3">
              {made.problem === null ? null : (
                <p className="text-bad wrap-anywhere">
                  It was not sent to {made.email}. {made.problem}
                </p>
              )}
              <p className="text-verified wrap-anywhere">
                {made.isSent ? `The link was sent to ${made.email}. ` : 'Copy the link now: '}
                {made.isSent ? 'It' : 'it'} is shown this once. It works until {formatDay(made.expiresAt)}.
              </p>
              <div className="flex gap-2">
                <Input
                  readOnly
                  value={made.link}
                  aria-label="Invitation link"
                  className="font-mono text-xs"
                />
                <CopyButton text={made.link} label="Copy link" showLabel size="md" variant="secondary" />
              </div>
            </div>
          )}
        </div>
      </form>
    </Panel>
  )
}
