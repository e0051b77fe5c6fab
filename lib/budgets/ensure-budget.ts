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

/** Makes the budget when there is none; one that is there stays as it is. Cheap to call before every use. */
export async function ensureBudget(tx: Db | Transaction, setting: BudgetSetting): Promise<void> {
  const row = { ...setting, limitNanoUsd: BigInt(setting.limitNanoUsd), periodStart: new Date() }
  await tx.budget.createMany({ data: [row], skipDuplicates: true })
}
