'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { useAction } from '@/components/ui/use-action'
import { createTeamAction } from '../actions'

/** Names a new team; `backTo` is null for a person who has none yet. */
export function NewTeamForm({ backTo }: { backTo: string | null }) {
  const router = useRouter()
  const create = useAction(createTeamAction)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const result = await create.run(Object.fromEntries(new FormData(event.currentTarget)))
    if (result.ok) router.replace(`/t/${result.data.slug}`)
  }
  return (
    <Panel className="grid gap-4 p-5">
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl">Create a team</h1>
        <p className="text-dim">
          A team has its own projects, runs, members and provider keys. You will be its owner.
        </p>
      </div>
      <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
        <FormField label="Team name" error={create.fieldError('name')}>
          {(control) => <Input {...control} name="name" autoComplete="organization" required autoFocus />}
        </FormField>
        <FormError text={create.formError('name')} />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" loading={create.pending}>
            Create team
          </Button>
          {backTo === null ? null : (
            <Button asChild variant="ghost">
              <Link href={backTo}>Back</Link>
            </Button>
          )}
        </div>
      </form>
    </Panel>
  )
}
