'use client'

import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { addProjectFromGitAction } from '../actions'
import { ImportForm } from './import-form'
import { useImport } from './use-import'

/** A repository by its https address. */
export function FromGit({ teamSlug }: { teamSlug: string }) {
  const add = useImport(addProjectFromGitAction, teamSlug)
  return (
    <ImportForm
      submitLabel="Import repository"
      pendingText="Looking the host up…"
      pending={add.pending}
      error={add.formError('url', 'ref', 'name')}
      same={add.same}
      onSubmit={(form) => void add.start({ team: teamSlug, ...Object.fromEntries(new FormData(form)) })}
    >
      <FormField
        label="Git URL"
        hint="An https address that can be read without a password. Only the newest commit is fetched."
        error={add.fieldError('url')}
      >
        {(control) => (
          <Input
            {...control}
            name="url"
            type="url"
            inputMode="url"
            placeholder="https://github.com/team/repository"
            autoComplete="off"
            required
            className="font-mono text-xs"
          />
        )}
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          label="Branch, tag or commit (optional)"
          hint="Without one, the default branch."
          error={add.fieldError('ref')}
        >
          {(control) => <Input {...control} name="ref" autoComplete="off" className="font-mono text-xs" />}
        </FormField>
        <FormField
          label="Name (optional)"
          hint="Without one, the repository's."
          error={add.fieldError('name')}
        >
          {(control) => <Input {...control} name="name" autoComplete="off" />}
        </FormField>
      </div>
    </ImportForm>
  )
}
