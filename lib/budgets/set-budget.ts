import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'

export interface BudgetDraft {
  teamId: string
  scope: 'team' | 'project' | 'launch'
  /** id of the team, project or launch */
  scopeId: string
  period: 'day' | 'month' | 'once'
  /** integer nano-USD; hard: no call is made that could go above it */
  limitNanoUsd: number
  createdBy: string
}

/** Sets the limit of a budget, making it when there is none; what is spent and reserved stays. Periods begin in UTC. */
export async function setBudget(tx: Db | Transaction, draft: BudgetDraft): Promise<void> {
  const { teamId, scope, scopeId, period, createdBy } = draft
  const limitNanoUsd = BigInt(draft.limitNanoUsd)
  await tx.budget.upsert({
    where: { teamId_scope_scopeId_period_kind: { teamId, scope, scopeId, period, kind: 'hard' } },
    create: { teamId, scope, scopeId, period, limitNanoUsd, createdBy, periodStart: new Date() },
    update: { limitNanoUsd },
  })
}

/** Makes the budget when there is none; one that is there stays as it is. Cheap to call before every use. */
export async function ensureBudget(tx: Db | Transaction, draft: BudgetDraft): Promise<void> {
  const row = { ...draft, limitNanoUsd: BigInt(draft.limitNanoUsd), periodStart: new Date() }
  await tx.budget.createMany({ data: [row], skipDuplicates: true })
}
