'use client'

import { CircleDollarSign, Plus } from 'lucide-react'
import { useState } from 'react'
import { useBudgets } from '@/components/queries/use-budgets'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { BudgetBoard } from '@/lib/domain/budget'
import type { WorkflowName } from '@/lib/domain/words'
import { BudgetDialog } from './budget-dialog'
import { BudgetHistory } from './budget-history'
import { BudgetTable } from './budget-table'
import { StoppedRuns } from './stopped-runs'
import { WarningList } from './warning-list'

type BudgetViewProps = {
  teamSlug: string
  initial: BudgetBoard
  workflows: readonly WorkflowName[]
  editable: boolean
}

/** What may be spent, what is, whom it stopped and who set it. */
export function BudgetView({ teamSlug, initial, workflows, editable }: BudgetViewProps) {
  const { data: board } = useBudgets(teamSlug, initial)
  const [adding, setAdding] = useState(false)
  const add = editable ? (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add a budget
    </Button>
  ) : null
  return (
    <>
      <PageHeader
        title="Budgets"
        note="A hard budget makes no call that could go above it; a soft one only warns. Days and months begin at 00:00 UTC."
        actions={board.budgets.length === 0 ? null : add}
      />
      <div className="grid gap-3">
        <WarningList warnings={board.warnings} />
        {board.budgets.length === 0 ? (
          <Panel>
            <EmptyState icon={CircleDollarSign} title="No budget is set" action={add}>
              Model calls are limited by nothing but what each launch is given.
              {editable ? '' : ' Ask an owner or admin of the team to set one.'}
            </EmptyState>
          </Panel>
        ) : (
          <BudgetTable title="Budgets" teamSlug={teamSlug} budgets={board.budgets} editable={editable} />
        )}
        {board.launches.length === 0 ? null : (
          <BudgetTable
            title="Newest launches with a budget of their own"
            teamSlug={teamSlug}
            budgets={board.launches}
            editable={false}
          />
        )}
        <StoppedRuns
          teamSlug={teamSlug}
          stopped={board.stopped}
          count={board.stoppedCount}
          capped={board.stoppedCapped}
        />
        <BudgetHistory
          teamSlug={teamSlug}
          initial={{ history: board.history, historyCursor: board.historyCursor }}
          editable={editable}
        />
      </div>
      <BudgetDialog {...{ teamSlug, board, workflows }} open={adding} onOpenChange={setAdding} />
    </>
  )
}
