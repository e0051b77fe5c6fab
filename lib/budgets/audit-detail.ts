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
  /** when it was removed: what it had spent in that period, which rows that are deleted since cannot tell */
  spentNanoUsd: z.number().optional(),
})

interface BudgetFacts {
  scope: string
  scopeId: string
  period: string
  kind: string
  limitNanoUsd: bigint
  periodStart: Date
}

/** A budget as its audit rows tell it, with the limit before a change, or what it had spent when it was removed. */
export function auditDetail(
  row: BudgetFacts,
  before?: { limitNanoUsd?: bigint; spentNanoUsd?: bigint },
): JsonObject {
  const { scope, scopeId, period, kind, limitNanoUsd, periodStart } = row
  return {
    ...{ scope, scopeId, period, kind, limitNanoUsd: Number(limitNanoUsd) },
    ...(before?.limitNanoUsd === undefined ? {} : { beforeNanoUsd: Number(before.limitNanoUsd) }),
    ...(before?.spentNanoUsd === undefined ? {} : { spentNanoUsd: Number(before.spentNanoUsd) }),
    periodStart: periodStart.toISOString(),
  }
}
