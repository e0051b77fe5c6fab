import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { BudgetDraft } from '@/lib/domain/budget'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { assertOwnScope } from '@/lib/teams/assert-own-scope'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { auditDetail } from './audit-detail'
import { periodOf } from './period-of'
import { recountBudget } from './recount-budget'

/**
 * Sets a budget of the team, a project, workflow or member. What was spent in its period already counts; one without
 * a period counts from now. Throws `conflict` when there is one of the same kind and period, `not-found` (no such
 * project, member or workflow), `invalid-input`.
 */
export async function createBudget(ctx: TeamContext, input: unknown): Promise<{ id: string }> {
  assertCan(ctx, 'manage-settings')
  const draft = parseInput(BudgetDraft, input)
  const { teamId } = ctx
  const { scope, period, kind } = draft
  const now = new Date()
  const made = await db().$transaction(async (tx) => {
    const scopeId = await assertOwnScope(tx, teamId, draft)
    const place = { teamId, scope, scopeId, period, kind }
    if ((await tx.budget.count({ where: place })) > 0) {
      const text = 'There is such a budget already: change its limit instead.'
      throw new AssayError('conflict', text, { fields: { period: text } })
    }
    const row = await tx.budget.create({
      data: {
        ...place,
        limitNanoUsd: BigInt(draft.limitNanoUsd),
        periodStart: periodOf(period, now)?.start ?? now,
        createdBy: ctx.userId,
      },
    })
    await recountBudget(tx, row.id)
    await recordAudit(tx, ctx, {
      action: 'budget.create',
      subjectType: 'budget',
      subjectId: row.id,
      detail: auditDetail(row),
    })
    await notify(tx, { teamId, topic: 'budget', id: row.id })
    return { id: row.id, ...(await ownTransaction(tx)) }
  })
  await countLateCalls(made)
  return { id: made.id }
}

async function ownTransaction(tx: Transaction): Promise<{ transactionId: string }> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`
  return { transactionId: row?.id ?? '0' }
}

/** Calls settle within milliseconds; what holds its transaction open for longer is none of them. */
const MOST_WAITS = 20
const WAIT_MS = 50

/**
 * A call that settled while the budget was being made saw no budget, and was not seen by its count: it is counted again once
 * everything that began before has ended.
 */
async function countLateCalls({ id, transactionId }: { id: string; transactionId: string }): Promise<void> {
  for (let waits = 0; waits < MOST_WAITS; waits++) {
    const [row] = await db().$queryRaw<{ isOver: boolean }[]>`
      SELECT pg_snapshot_xmin(pg_current_snapshot()) > ${transactionId}::xid8 AS "isOver"`
    if (row?.isOver === true) break
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
  await db().$transaction((tx) => recountBudget(tx, id))
}
