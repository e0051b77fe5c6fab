'use client'

import { useState } from 'react'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { addProjectFromArchiveAction } from '../actions'
import { FileDrop } from './file-drop'
import { ImportForm } from './import-form'
import { useImport } from './use-import'

/** What the server accepts in one post. */
const MAX_BYTES = 60 * 1024 * 1024
const ACCEPT = '.zip,.tgz,.tar.gz,application/zip,application/gzip'

/** A zip or tar.gz from the person's own machine. */
export function FromArchive({ teamSlug }: { teamSlug: string }) {
  const add = useImport(addProjectFromArchiveAction, teamSlug)
  const [file, setFile] = useState<File | null>(null)
  const tooLarge = file !== null && file.size > MAX_BYTES
  const submit = (form: HTMLFormElement) => {
    if (file === null) return
    const data = new FormData(form)
    data.set('team', teamSlug)
    data.set('archive', file)
    void add.start(data)
  }
  return (
    <ImportForm
      submitLabel="Import archive"
      pendingText="Uploading the archive and looking into it…"
      pending={add.pending}
      error={add.formError('archive', 'name')}
      same={add.same}
      disabled={file === null || tooLarge}
      onSubmit={submit}
    >
      <FormField
        label="Archive"
        hint="A .zip or .tar.gz of at most 60 MiB. Links that lead out of it are left out."
        error={
          tooLarge
            ? 'This file is larger than 60 MiB. Leave out data and virtual environments.'
            : add.fieldError('archive')
        }
      >
        {(control) => <FileDrop control={control} accept={ACCEPT} file={file} onFile={setFile} />}
      </FormField>
      <FormField label="Name (optional)" hint="Without one, the file's." error={add.fieldError('name')}>
        {(control) => <Input {...control} name="name" autoComplete="off" className="sm:max-w-sm" />}
      </FormField>
    </ImportForm>
  )
}
