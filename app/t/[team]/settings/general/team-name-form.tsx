'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { renameTeamAction } from './actions'

type TeamNameFormProps = { teamSlug: string; name: string; editable: boolean }

/** The team's name; its address stays the same when the name changes. */
export function TeamNameForm({ teamSlug, name, editable }: TeamNameFormProps) {
  const router = useRouter()
  const rename = useAction(renameTeamAction)
  const [value, setValue] = useState(name)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await rename.run({ team: teamSlug, name: value })
    if (!result.ok) return
    toast.success('The team was renamed.')
    router.refresh()
  }
  return (
    <Panel title="Team">
      <form className="grid gap-4 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
        <FormField
          label="Name"
          hint={
            editable
              ? `The address stays /t/${teamSlug}, so that no link breaks.`
              : 'Only an owner of the team can change it.'
          }
          error={rename.fieldError('name')}
          className="max-w-sm"
        >
          {(control) => (
            <Input
              {...control}
              value={value}
              disabled={!editable}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </FormField>
        <FormError text={rename.formError('name')} />
        {editable ? (
          <div>
            <Button type="submit" loading={rename.pending} disabled={value.trim() === name}>
              Rename
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
