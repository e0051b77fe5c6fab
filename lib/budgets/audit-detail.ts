import 'server-only'
import { z } from 'zod'
import type { JsonObject } from '@/lib/db/sql'
import { BudgetKind, BudgetPeriod, BudgetScope } from '@/lib/domain/budget'

/** What the audit log keeps of a budget: enough to bring a removed one back. */
export const AuditedBudget = z.object({
  scope: BudgetScope,
  scopeId: z.string(),
  period: BudgetPeriod,
  kind: BudgetKind,
  limitNanoUsd: z.number(),
  /** the limit before, when it was changed */
  beforeNanoUsd: z.number().optional(),
  periodStart: z.string(),
})

interface BudgetFacts {
  scope: string
  scopeId: string
  period: string
  kind: string
  limitNanoUsd: bigint
  periodStart: Date
}

/** A budget as its audit rows tell it, with the limit before a change. */
export function auditDetail(row: BudgetFacts, before?: { limitNanoUsd: bigint }): JsonObject {
  const { scope, scopeId, period, kind, limitNanoUsd, periodStart } = row
  return {
    ...{ scope, scopeId, period, kind, limitNanoUsd: Number(limitNanoUsd) },
    ...(before === undefined ? {} : { beforeNanoUsd: Number(before.limitNanoUsd) }),
    periodStart: periodStart.toISOString(),
  }
}
