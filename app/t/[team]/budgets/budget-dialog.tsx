'use client'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import type { BudgetBoard } from '@/lib/domain/budget'
import type { WorkflowName } from '@/lib/domain/words'
import { BudgetForm } from './budget-form'

type BudgetDialogProps = {
  teamSlug: string
  board: BudgetBoard
  /** that can be launched */
  workflows: readonly WorkflowName[]
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Sets a new budget. */
export function BudgetDialog({ open, onOpenChange, ...form }: BudgetDialogProps) {
  const done = () => {
    toast.success('The budget is set. What was spent in its period already counts.')
    onOpenChange(false)
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Add a budget"
        description="All budgets that fit a call bind it: the team’s, its project’s, its workflow’s, its member’s and its launch’s."
      >
        <BudgetForm {...form} onDone={done} onCancel={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}
