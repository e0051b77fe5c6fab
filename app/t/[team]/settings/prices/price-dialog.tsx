'use client'

import { useRouter } from 'next/navigation'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import type { PriceRow } from '@/lib/domain/price'
import { PriceForm } from './price-form'

type PriceDialogProps = {
  teamSlug: string
  /** a row to begin from; null: an empty form */
  like: PriceRow | null
  /** what an empty form begins with */
  model: string
  today: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Adds a dated price row. */
export function PriceDialog({ open, onOpenChange, ...form }: PriceDialogProps) {
  const router = useRouter()
  const done = (model: string) => {
    toast.success(`The price of ${model} was added. It is charged within 30 seconds.`)
    onOpenChange(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={form.like === null ? 'Add a price' : `New price of ${form.like.model}`}
        description="US dollars per million tokens, with up to six decimals. A row of a later day replaces all bands of earlier ones."
        className="max-w-xl"
      >
        <PriceForm {...form} onDone={done} onCancel={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}
