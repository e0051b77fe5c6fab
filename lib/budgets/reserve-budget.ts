import 'server-only'
import { z } from 'zod'
import type { Db, Transaction } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { BudgetPeriod, BudgetScope } from '@/lib/domain/budget'
import { type BudgetScopes, bindingBudgets } from './budget-scopes'

export type Reservation =
  | { reserved: true }
  | {
      reserved: false
      scope: BudgetScope
      scopeId: string
      period: BudgetPeriod
      limitNanoUsd: number
      leftNanoUsd: number
    }

/** A reservation nobody settles (its process died) counts no longer after this: three times the longest call. */
const EXPIRES_AFTER_MS = 30 * 60_000

const Row = z.object({
  scope: BudgetScope,
  scopeId: z.string(),
  period: BudgetPeriod,
  limit: z.coerce.bigint(),
  left: z.coerce.bigint(),
  fits: z.boolean(),
})

/**
 * Reserves `amountNanoUsd` in all hard budgets that bind, or in none: one statement, so that calls at the same moment can
 * never overspend together. Stale reservations, and an earlier one of the same attempt, are freed on the way.
 * With no hard budget everything fits. When refused, tells the budget with the least left. `expiresAfterMs`: longer
 * than the call can take, or others may spend its room meanwhile.
 */
export async function reserveBudget(
  scopes: BudgetScopes,
  attemptId: string,
  amountNanoUsd: number,
  { expiresAfterMs = EXPIRES_AFTER_MS, tx }: { expiresAfterMs?: number; tx?: Db | Transaction } = {},
): Promise<Reservation> {
  const amount = BigInt(amountNanoUsd)
  const statement = sql`
    WITH ${bindingBudgets(scopes, { onlyHard: true })},
    gone AS (
      DELETE FROM budget_reservation
      WHERE "budgetId" IN (SELECT id FROM binding)
        AND ("expiresAt" < (now() AT TIME ZONE 'UTC') OR "attemptId" = ${attemptId})
      RETURNING "budgetId", "amountNanoUsd"
    ),
    freed AS (SELECT "budgetId", sum("amountNanoUsd")::bigint AS amount FROM gone GROUP BY "budgetId"),
    room AS (
      SELECT b.*, coalesce(f.amount, 0) AS freed,
             "limitNanoUsd" - "newSpent" - "reservedNanoUsd" + coalesce(f.amount, 0) AS "left"
      FROM binding b LEFT JOIN freed f ON f."budgetId" = b.id
    ),
    decision AS (SELECT coalesce(bool_and("left" >= ${amount}::bigint), true) AS ok FROM room),
    updated AS (
      UPDATE budget SET
        "reservedNanoUsd" = room."reservedNanoUsd" - room.freed
                            + CASE WHEN decision.ok THEN ${amount}::bigint ELSE 0 END,
        "spentNanoUsd" = room."newSpent",
        "periodStart" = room."newStart",
        "updatedAt" = now() AT TIME ZONE 'UTC'
      FROM room, decision WHERE budget.id = room.id
      RETURNING budget.id, decision.ok
    ),
    inserted AS (
      INSERT INTO budget_reservation (id, "budgetId", "attemptId", "amountNanoUsd", "expiresAt")
      SELECT gen_random_uuid()::text, id, ${attemptId}, ${amount}::bigint,
             (now() AT TIME ZONE 'UTC') + ${`${expiresAfterMs} ms`}::interval
      FROM updated WHERE ok
    )
    SELECT scope, "scopeId", period, "limitNanoUsd" AS "limit", "left"::bigint AS "left", "left" >= ${amount}::bigint AS fits
    FROM room ORDER BY "left"`
  const rows = tx === undefined ? await queryOften(statement) : await tx.$queryRaw(statement)
  const refusing = z
    .array(Row)
    .parse(rows)
    .find((row) => !row.fits)
  if (refusing === undefined) return { reserved: true }
  return {
    reserved: false,
    scope: refusing.scope,
    scopeId: refusing.scopeId,
    period: refusing.period,
    limitNanoUsd: Number(refusing.limit),
    leftNanoUsd: Number(refusing.left),
  }
}
