import 'server-only'
import { db } from '@/lib/db/db'
import { BudgetEvent } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { formatMoney } from '@/lib/format/format-money'
import { AuditedBudget } from './audit-detail'

const NEWEST = 50

/** Who set, changed and removed budgets, newest first, from the audit log. */
export async function listBudgetEvents(
  teamId: string,
  nameOf: (budget: { scope: string; scopeId: string }) => string,
): Promise<BudgetEvent[]> {
  const entries = await db().auditEntry.findMany({
    where: { teamId, action: { in: [...BudgetEvent.shape.action.options] } },
    orderBy: { createdAt: 'desc' },
    take: NEWEST,
  })
  const people = await db().user.findMany({
    where: { id: { in: entries.flatMap(({ userId }) => userId ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return entries.map((entry) => {
    const budget = AuditedBudget.parse(entry.detail)
    const scopeName = budget.scope === 'team' ? undefined : nameOf(budget)
    const before = budget.beforeNanoUsd === undefined ? '' : `${formatMoney(budget.beforeNanoUsd)} → `
    const name = describeBudget({ ...budget, scopeName })
    return {
      id: entry.id,
      action: BudgetEvent.shape.action.parse(entry.action),
      who: names.get(entry.userId ?? '') ?? FORMER_MEMBER,
      what: `${budget.kind} ${name}: ${before}${formatMoney(budget.limitNanoUsd)}`,
      at: entry.createdAt.toISOString(),
    }
  })
}
