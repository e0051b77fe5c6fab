'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { SavedView } from '@/lib/domain/saved-view'
import { saveViewAction } from './actions'

type SaveViewDialogProps = {
  draft: { team: string; page: string; query: string }
  /** the one that is changed; null: a new one */
  view: SavedView | null
  onClose: () => void
}

/** Keeps what the page shows under a name, or renames and shares what was kept. */
export function SaveViewDialog({ draft, view, onClose }: SaveViewDialogProps) {
  const router = useRouter()
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const { run, pending, fieldError, formError } = useAction(saveViewAction)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name'))
    const result = await run({ ...draft, ...(view === null ? {} : { id: view.id }), name, isShared })
    if (!result.ok) return
    toast.success(`Saved as “${name.trim()}”.`)
    onClose()
    router.refresh()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={view === null ? 'Save this view' : `Change “${view.name}”`}
        description="Its range, filters, comparison and splits."
      >
        <form className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
          <FormField label="Name" error={fieldError('name')}>
            {(control) => (
              <Input {...control} name="name" defaultValue={view?.name} maxLength={60} autoComplete="off" />
            )}
          </FormField>
          <div className="flex items-center gap-2">
            <Switch id="share-view" checked={isShared} onCheckedChange={setShared} />
            <Label htmlFor="share-view" className="font-normal">
              Show it to everybody in the team
            </Label>
          </div>
          <FormError text={formError('name')} />
          <DialogFooter>
            <Button type="submit" variant="primary" loading={pending}>
              Save view
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
