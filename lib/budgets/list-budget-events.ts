import 'server-only'
import { db } from '@/lib/db/db'
import { BudgetEvent, type BudgetHistory } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { formatMoney } from '@/lib/format/format-money'
import { AuditedBudget } from './audit-detail'

const PAGE = 20

/** Who set, changed and removed budgets, newest first, from the audit log; from `cursor` on, a page before gave it. */
export async function listBudgetEvents(
  teamId: string,
  nameOf: (budget: { scope: string; scopeId: string }) => string,
  cursor?: string,
): Promise<BudgetHistory> {
  const entries = await db().auditEntry.findMany({
    where: { teamId, action: { in: [...BudgetEvent.shape.action.options] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
    take: PAGE + 1,
  })
  const page = entries.slice(0, PAGE)
  const people = await db().user.findMany({
    where: { id: { in: page.flatMap(({ userId }) => userId ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const history = page.map((entry) => {
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
  return { history, historyCursor: entries.length > PAGE ? (page.at(-1)?.id ?? null) : null }
}
