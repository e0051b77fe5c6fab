'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { BudgetRow } from '@/lib/domain/budget'
import { changeBudgetLimitAction } from './actions'
import { AmountField, readAmount } from './amount-field'

type LimitDialogProps = {
  teamSlug: string
  budget: BudgetRow
  name: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

const NANO_PER_USD = 1_000_000_000

/** Sets another limit; what is spent stays. */
export function LimitDialog({ teamSlug, budget, name, open, onOpenChange }: LimitDialogProps) {
  const save = useAction(changeBudgetLimitAction)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const amount = readAmount(new FormData(event.currentTarget))
    setProblem(amount.ok ? null : amount.text)
    if (!amount.ok) return
    const result = await save.run({ team: teamSlug, id: budget.id, limitNanoUsd: amount.nanoUsd })
    if (!result.ok) return
    toast.success(`The ${name} has a new limit.`)
    onOpenChange(false)
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={`Change the ${name}`} description="What is spent and reserved stays as it is.">
        <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
          <AmountField
            error={problem ?? save.fieldError('limitNanoUsd')}
            defaultValue={String(budget.limitNanoUsd / NANO_PER_USD)}
          />
          <FormError text={save.formError('limitNanoUsd')} />
          <DialogFooter>
            <Button onClick={() => onOpenChange(false)}>Cancel</Button>
            <Button type="submit" variant="primary" loading={save.pending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
