'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { TIER_WORD } from '@/components/runs/run-words'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { RoutingStage } from '@/lib/domain/routing'
import { Tier } from '@/lib/domain/words'
import { pinStartTierAction } from './actions'

/** Names a stage to the actions. */
export type StagePlace = { team: string; workflow: string; stage: string }

const TIERS = Tier.options.map((tier) => ({ value: tier, label: TIER_WORD[tier] }))

type PinDialogProps = { place: StagePlace; pin: RoutingStage['pin'] }

/** Pins where a stage starts, with a note for those who wonder later. */
export function PinDialog({ place, pin }: PinDialogProps) {
  const router = useRouter()
  const save = useAction(pinStartTierAction)
  const [open, setOpen] = useState(false)
  const [tier, setTier] = useState<Tier>(pin?.tier ?? 'capable')
  const [note, setNote] = useState(pin?.note ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ ...place, tier, note })
    if (!result.ok) return
    toast.success(`Runs start ${TIER_WORD[tier].toLowerCase()} from now on.`)
    setOpen(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">{pin === null ? 'Pin a start' : 'Change the pin'}</Button>
      </DialogTrigger>
      <DialogContent
        title="Pin where it starts"
        description="Wins over size and over what was learned; no trials are made. A launch's own start and ceiling still hold."
      >
        <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
          <FormField label="Start at" error={save.fieldError('tier')}>
            {(control) => <Select {...control} value={tier} options={TIERS} onValueChange={setTier} />}
          </FormField>
          <FormField label="Note" hint="Why, for the others. May be empty." error={save.fieldError('note')}>
            {(control) => (
              <Input
                {...control}
                value={note}
                maxLength={200}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </FormField>
          <FormError text={save.formError('tier', 'note')} />
          <DialogFooter>
            <Button type="submit" variant="primary" loading={save.pending}>
              Pin
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
