import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { BudgetKind, BudgetPeriod, BudgetScope } from '@/lib/domain/budget'

export interface BudgetSetting {
  teamId: string
  scope: BudgetScope
  /** id of the team, project, member or launch; name of the workflow */
  scopeId: string
  period: BudgetPeriod
  /** integer nano-USD */
  limitNanoUsd: number
  kind?: BudgetKind
  createdBy: string
}

/** Sets the limit of a budget, making it when there is none; what is spent and reserved stays. Periods begin in UTC. */
export async function setBudget(tx: Db | Transaction, setting: BudgetSetting): Promise<void> {
  const { teamId, scope, scopeId, period, createdBy, kind = 'hard' } = setting
  const limitNanoUsd = BigInt(setting.limitNanoUsd)
  await tx.budget.upsert({
    where: { teamId_scope_scopeId_period_kind: { teamId, scope, scopeId, period, kind } },
    create: { teamId, scope, scopeId, period, kind, limitNanoUsd, createdBy, periodStart: new Date() },
    update: { limitNanoUsd },
  })
}

/** Makes the budget when there is none; one that is there stays as it is. Cheap to call before every use. */
export async function ensureBudget(tx: Db | Transaction, setting: BudgetSetting): Promise<void> {
  const row = { ...setting, limitNanoUsd: BigInt(setting.limitNanoUsd), periodStart: new Date() }
  await tx.budget.createMany({ data: [row], skipDuplicates: true })
}
