'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { setTimeZoneAction } from './actions'

type TimeZoneFormProps = {
  teamSlug: string
  timeZone: string
  /** while charts are summed up anew for it */
  nextTimeZone: string | null
  zones: readonly string[]
  editable: boolean
}

/** Where the team's days begin. */
export function TimeZoneForm({ teamSlug, timeZone, nextTimeZone, zones, editable }: TimeZoneFormProps) {
  const router = useRouter()
  const listId = useId()
  const save = useAction(setTimeZoneAction)
  const present = nextTimeZone ?? timeZone
  const [zone, setZone] = useState(present)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ team: teamSlug, timeZone: zone.trim() })
    if (!result.ok) return
    toast.success('Saved. Charts change over when they have been summed up anew, within minutes.')
    router.refresh()
  }
  return (
    <Panel
      title="Time zone"
      note={nextTimeZone === null ? undefined : `charts are being summed up anew for ${nextTimeZone}`}
    >
      <form className="grid gap-4 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
        <FormField
          label="Days begin in"
          hint={
            editable
              ? 'Hours and days of charts and alerts, and the night in which old data goes. Budgets are in UTC.'
              : 'Only an owner or admin can change it.'
          }
          error={save.fieldError('timeZone')}
          className="max-w-sm"
        >
          {(control) => (
            <Input
              {...control}
              list={listId}
              autoComplete="off"
              placeholder="Europe/Berlin"
              value={zone}
              disabled={!editable}
              onChange={({ target }) => setZone(target.value)}
            />
          )}
        </FormField>
        <datalist id={listId}>
          {zones.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <FormError text={save.formError('timeZone')} />
        {editable ? (
          <div>
            <Button type="submit" loading={save.pending} disabled={zone.trim() === present}>
              Save
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
