'use client'

import { useRouter } from 'next/navigation'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import { ProviderForm, type ProviderFormProps } from './provider-form'

type ProviderDialogProps = Omit<ProviderFormProps, 'onDone' | 'onCancel'> & {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Adds or edits a provider. */
export function ProviderDialog({ open, onOpenChange, ...form }: ProviderDialogProps) {
  const router = useRouter()
  const done = (name: string) => {
    toast.success(`${name} was saved. Test the connection to see whether it answers.`)
    onOpenChange(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={form.provider === null ? 'Connect a model' : `Edit ${form.provider.name}`}
        description="The API itself, a cloud of yours, or any server that speaks the Anthropic Messages protocol."
        className="max-w-xl"
      >
        <ProviderForm {...form} onDone={done} onCancel={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}
