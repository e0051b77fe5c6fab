'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { useAction } from '@/components/ui/use-action'
import type { Role } from '@/lib/domain/words'
import { formatDay } from '@/lib/format/format-time'
import { inviteMemberAction } from './actions'
import { roleOptions } from './role-options'

/** Makes an invitation link; it can be copied this once. */
export function InviteForm({ teamSlug, ownRole }: { teamSlug: string; ownRole: Role }) {
  const router = useRouter()
  const invite = useAction(inviteMemberAction)
  const [role, setRole] = useState<Role>('member')
  const [email, setEmail] = useState('')
  const [made, setMade] = useState<{ link: string; expiresAt: string } | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await invite.run({
      team: teamSlug,
      role,
      email: email.trim() === '' ? null : email.trim(),
    })
    if (!result.ok) return
    setMade({
      link: `${window.location.origin}/invite/${result.data.token}`,
      expiresAt: result.data.expiresAt,
    })
    setEmail('')
    router.refresh()
  }
  return (
    <Panel title="Invite someone" note="by a link that you send them; it works once, within 7 days">
      <form className="grid gap-4 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
        <div className="grid items-start gap-3 sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
          <FormField label="Role" error={invite.fieldError('role')}>
            {(control) => (
              <Select {...control} value={role} options={roleOptions(ownRole)} onValueChange={setRole} />
            )}
          </FormField>
          <FormField label="For whom (optional)" error={invite.fieldError('email')}>
            {(control) => (
              <Input
                {...control}
                type="email"
                value={email}
                placeholder="name@example.com – a note for you; nothing is sent"
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </FormField>
          <Button type="submit" loading={invite.pending} className="sm:mt-6.5">
            Make a link
          </Button>
        </div>
        <FormError text={invite.formError('role', 'email')} />
        <div aria-live="polite" className="empty:absolute">
          {made === null ? null : (
            <div className="grid gap-2 rounded-md bg-verified-soft p-3">
              <p className="text-verified">
                Copy the link now: it is shown this once. It works until {formatDay(made.expiresAt)}.
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
