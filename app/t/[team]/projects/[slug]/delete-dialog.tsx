'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { UNDO_MINUTES } from '@/lib/domain/deletion'
import type { ProjectRow } from '@/lib/domain/project-row'
import { requestProjectDeletionAction } from '../actions'

type DeleteDialogProps = {
  teamSlug: string
  project: ProjectRow
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Has a project deleted, confirmed by typing its name. */
export function DeleteDialog({ teamSlug, project, open, onOpenChange }: DeleteDialogProps) {
  const router = useRouter()
  const remove = useAction(requestProjectDeletionAction)
  const [name, setName] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await remove.run({ team: teamSlug, projectId: project.id, name })
    if (!result.ok) return
    toast.success(`${project.name} is archived and goes in ${UNDO_MINUTES} minutes.`, {
      duration: 12_000,
      action: { label: 'See it', onClick: () => router.push(`/t/${teamSlug}/settings/data`) },
    })
    router.push(`/t/${teamSlug}/projects`)
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Delete ${project.name}?`}
        description={`With its files, runs, outputs, findings, verdicts, stored results, budgets and its part of all charts. It is archived now and goes in ${UNDO_MINUTES} minutes; until then it can be kept under Settings → Data. After that nothing brings it back.`}
      >
        <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
          <FormField
            label="Its name, to confirm"
            hint={`Type: ${project.name}`}
            error={remove.fieldError('name')}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </FormField>
          <FormError text={remove.formError('name')} />
          <DialogFooter>
            <Button onClick={() => onOpenChange(false)}>Cancel</Button>
            <Button
              type="submit"
              variant="danger"
              loading={remove.pending}
              disabled={name.trim() !== project.name}
            >
              Delete the project
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
