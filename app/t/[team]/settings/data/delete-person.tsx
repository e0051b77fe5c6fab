'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { PersonWithData } from '@/lib/domain/deletion'
import { requestPersonDeletionAction } from './actions'

type DeletePersonProps = { teamSlug: string; people: readonly PersonWithData[] }

/** Deletes somebody's data, confirmed by typing their name: members and those who have left. */
export function DeletePerson({ teamSlug, people }: DeletePersonProps) {
  const router = useRouter()
  const remove = useAction(requestPersonDeletionAction)
  const [userId, setUserId] = useState('')
  const [name, setName] = useState('')
  const person = people.find(({ id }) => id === userId)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await remove.run({ team: teamSlug, userId, name })
    if (!result.ok) return
    toast.success('Out of the team now. The data goes within a minute, or when their runs have ended.')
    setUserId('')
    setName('')
    router.refresh()
  }
  return (
    <Panel title="Delete a person’s data">
      <form className="grid gap-4 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
        <p className="text-dim">
          Goes: membership, comments on outputs and findings, e-mail address and name; the account with its
          sessions, unless the person is in another team. Stays, as rows of “a former member”: runs, costs,
          verdicts and acts, because money and evidence rest on them. Checkpoints of runs go within a week.
          This cannot be undone.
        </p>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormField label="Person">
            {(control) => (
              <Select
                {...control}
                value={userId === '' ? undefined : userId}
                placeholder="Choose"
                options={people.map(({ id, name: label, email, isMember }) => ({
                  value: id,
                  label,
                  hint: `${email}${isMember ? '' : ', has left'}`,
                }))}
                onValueChange={setUserId}
              />
            )}
          </FormField>
          <FormField
            label="Their name, to confirm"
            hint={person === undefined ? undefined : `Type: ${person.name}`}
            error={remove.fieldError('name')}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={name}
                disabled={person === undefined}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </FormField>
        </div>
        <FormError text={remove.formError('name')} />
        <div>
          <Button
            type="submit"
            variant="danger"
            loading={remove.pending}
            disabled={person === undefined || name.trim() !== person.name}
          >
            Delete their data
          </Button>
        </div>
      </form>
    </Panel>
  )
}
