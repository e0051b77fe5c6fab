import 'server-only'
import type { z } from 'zod'
import { AuditedBudget } from '@/lib/budgets/audit-detail'
import { AlertCondition } from '@/lib/domain/alert-condition'
import { describeBudget } from '@/lib/domain/describe-budget'
import { describeCondition } from '@/lib/domain/describe-condition'
import { titleOfWorkflow } from '@/lib/domain/workflow-title'
import { formatAuditDetail } from '@/lib/format/format-audit-detail'
import { formatFigure } from '@/lib/format/format-figure'
import { formatMoney } from '@/lib/format/format-money'

/** "hard team budget for this month (UTC): $1.00 → $2.00": also of one that is gone, and so has no name beside it. */
function toldBudget({ kind, limitNanoUsd, beforeNanoUsd, ...budget }: z.infer<typeof AuditedBudget>): string {
  const scopeName = budget.scope === 'workflow' ? titleOfWorkflow(budget.scopeId) : undefined
  const before = beforeNanoUsd === undefined ? '' : `${formatMoney(beforeNanoUsd)} → `
  return `${kind} ${describeBudget({ ...budget, scopeName })}: ${before}${formatMoney(limitNanoUsd)}`
}

/** What an act's row keeps beside its subject, in words: conditions as sentences, workflows by their titles. */
export function toldDetail(detail: Record<string, unknown>): string {
  const budget = AuditedBudget.safeParse(detail)
  if (budget.success) return toldBudget(budget.data)
  const { condition, workflow, scope, scopeId, ...rest } = detail
  const known = AlertCondition.safeParse(condition)
  const ofWorkflow = scope === 'workflow' && typeof scopeId === 'string'
  return formatAuditDetail({
    ...rest,
    condition: known.success ? describeCondition(known.data, formatFigure) : condition,
    scope: ofWorkflow ? `workflow ${titleOfWorkflow(scopeId)}` : scope,
    workflow: typeof workflow === 'string' ? titleOfWorkflow(workflow) : workflow,
  })
}
