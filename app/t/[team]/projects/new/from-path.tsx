'use client'

import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { addProjectFromPathAction } from '../actions'
import { ImportForm } from './import-form'
import { useImport } from './use-import'

/** A folder of the machine that serves this page. */
export function FromPath({ teamSlug }: { teamSlug: string }) {
  const add = useImport(addProjectFromPathAction, teamSlug)
  return (
    <ImportForm
      submitLabel="Import folder"
      pendingText="Looking at the folder…"
      pending={add.pending}
      error={add.formError('path', 'name')}
      same={add.same}
      onSubmit={(form) => void add.start({ team: teamSlug, ...Object.fromEntries(new FormData(form)) })}
    >
      <FormField
        label="Path on the server"
        hint="Below one of the folders that whoever runs this server allowed in ASSAY_PROJECT_PATHS."
        error={add.fieldError('path')}
      >
        {(control) => (
          <Input
            {...control}
            name="path"
            placeholder="/srv/code/billing"
            autoComplete="off"
            required
            className="font-mono text-xs"
          />
        )}
      </FormField>
      <FormField label="Name (optional)" hint="Without one, the folder's." error={add.fieldError('name')}>
        {(control) => <Input {...control} name="name" autoComplete="off" className="sm:max-w-sm" />}
      </FormField>
    </ImportForm>
  )
}
