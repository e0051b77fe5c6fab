'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { FormField } from '@/components/ui/form-field'
import { Textarea } from '@/components/ui/textarea'
import { FileDrop } from '../new/file-drop'

type RefreshDialogProps = {
  kind: 'upload' | 'paste'
  open: boolean
  onOpenChange: (open: boolean) => void
  pending: boolean
  error: string | null
  onSubmit: (input: FormData) => void
}

/** Asks for the new files of a project that came by hand. */
export function RefreshDialog({ kind, open, onOpenChange, pending, error, onSubmit }: RefreshDialogProps) {
  const [file, setFile] = useState<File | null>(null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = new FormData(event.currentTarget)
    if (kind === 'upload' && file !== null) input.set('archive', file)
    onSubmit(input)
  }
  return (
    <Dialog open={open} onOpenChange={(next) => !pending && onOpenChange(next)}>
      <DialogContent
        title="Refresh the project"
        description="The new files take the place of the old ones; runs of the old ones stay."
        className="max-w-xl"
      >
        <form className="grid gap-4" noValidate onSubmit={submit}>
          {kind === 'upload' ? (
            <FormField label="New archive" error={error}>
              {(control) => (
                <FileDrop control={control} accept=".zip,.tgz,.tar.gz,.tar" file={file} onFile={setFile} />
              )}
            </FormField>
          ) : (
            <FormField label="New code" error={error}>
              {(control) => (
                <Textarea
                  {...control}
                  name="code"
                  rows={12}
                  spellCheck={false}
                  className="font-mono text-xs"
                />
              )}
            </FormField>
          )}
          <DialogFooter>
            <Button disabled={pending} onClick={() => onOpenChange(false)}>
              Cancel
            </Button>
            <Button
              type="submit"
              variant="primary"
              loading={pending}
              disabled={kind === 'upload' && file === null}
            >
              Refresh
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
