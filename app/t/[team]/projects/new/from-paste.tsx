'use client'

import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { addProjectFromPasteAction } from '../actions'
import { ImportForm } from './import-form'
import { useImport } from './use-import'

/** One module, pasted. */
export function FromPaste({ teamSlug }: { teamSlug: string }) {
  const add = useImport(addProjectFromPasteAction, teamSlug)
  return (
    <ImportForm
      submitLabel="Import code"
      pendingText="Reading the module…"
      pending={add.pending}
      error={add.formError('fileName', 'code', 'name')}
      same={add.same}
      onSubmit={(form) => void add.start({ team: teamSlug, ...Object.fromEntries(new FormData(form)) })}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="File name" hint="As it would be imported." error={add.fieldError('fileName')}>
          {(control) => (
            <Input
              {...control}
              name="fileName"
              defaultValue="module.py"
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
            />
          )}
        </FormField>
        <FormField label="Name (optional)" hint="Without one, the file's." error={add.fieldError('name')}>
          {(control) => <Input {...control} name="name" autoComplete="off" />}
        </FormField>
      </div>
      <FormField label="Python code" error={add.fieldError('code')}>
        {(control) => (
          <Textarea
            {...control}
            name="code"
            rows={16}
            spellCheck={false}
            required
            className="font-mono text-xs"
          />
        )}
      </FormField>
    </ImportForm>
  )
}
