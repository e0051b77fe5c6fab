import type { BudgetSetting } from '@/lib/budgets/ensure-budget'
import type { Db, Transaction } from '@/lib/db/db'

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
