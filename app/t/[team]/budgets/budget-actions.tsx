'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import type { BudgetRow } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import { removeBudgetAction, restoreBudgetAction } from './actions'
import { LimitDialog } from './limit-dialog'

/** Changes or removes one budget; the page follows by its live event. */
export function BudgetActions({ teamSlug, budget }: { teamSlug: string; budget: BudgetRow }) {
  const [editing, setEditing] = useState(false)
  const { run: remove } = useToastAction(removeBudgetAction)
  const { run: restore } = useToastAction(restoreBudgetAction)
  const name = describeBudget({
    ...budget,
    scopeName: budget.scope === 'team' ? undefined : budget.scopeName,
  })
  const bringBack = async () => {
    const result = await restore({ team: teamSlug, id: budget.id })
    if (result.ok) toast.success(`The ${name} is back.`)
  }
  const removeIt = async () => {
    const result = await remove({ team: teamSlug, id: budget.id })
    if (!result.ok) return
    toast.success(`The ${name} was removed.`, { action: { label: 'Undo', onClick: () => void bringBack() } })
  }
  return (
    <span className="inline-flex gap-1">
      <Button
        size="icon-sm"
        variant="ghost"
        aria-label={`Change the ${name}`}
        onClick={() => setEditing(true)}
      >
        <Pencil aria-hidden />
      </Button>
      <ConfirmDialog
        title={`Remove the ${name}?`}
        description={
          budget.kind === 'hard'
            ? 'Calls are no longer stopped by it. It can be brought back right after.'
            : 'Nobody is warned by it any more. It can be brought back right after.'
        }
        confirmLabel="Remove it"
        onConfirm={removeIt}
      >
        <Button size="icon-sm" variant="ghost" aria-label={`Remove the ${name}`}>
          <Trash2 aria-hidden />
        </Button>
      </ConfirmDialog>
      <LimitDialog teamSlug={teamSlug} budget={budget} name={name} open={editing} onOpenChange={setEditing} />
    </span>
  )
}
