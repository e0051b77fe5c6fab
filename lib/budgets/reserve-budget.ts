import 'server-only'
import { z } from 'zod'
import type { Db, Transaction } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { BudgetPeriod, BudgetScope } from '@/lib/domain/budget'
import { type BudgetScopes, bindingBudgets } from './budget-scopes'

export type Reservation = { reserved: true } | RefusedReservation

/** Tells the budget with the least left. */
export interface RefusedReservation {
  reserved: false
  budgetId: string
  scope: BudgetScope
  scopeId: string
  period: BudgetPeriod
  limitNanoUsd: number
  leftNanoUsd: number
  /** of what is not left: held for other calls, which end up costing less as a rule */
  reservedNanoUsd: number
}

/** A reservation nobody settles (its process died) counts no longer after this: three times the longest call. */
const EXPIRES_AFTER_MS = 30 * 60_000

export interface ReservationDraft {
  attemptId: string
  amountNanoUsd: number
  /** longer than the call can take, or others may spend its room meanwhile */
  expiresAfterMs?: number
}

const Row = z.object({
  refusing: z
    .object({
      budgetId: z.string(),
      scope: BudgetScope,
      scopeId: z.string(),
      period: BudgetPeriod,
      limitNanoUsd: z.number(),
      leftNanoUsd: z.number(),
      reservedNanoUsd: z.number(),
    })
    .nullable(),
})

/**
 * SQL: CTEs that reserve in all hard budgets that bind, or in none, for a statement that does more; it reads
 * `reservationColumn`. `when`: else budgets are not looked at. `lastly`: the CTE `last`, worked off when `decision.ok` says
 * whether all fits; where its `ok` is not true nothing is reserved.
 */
export function reservedBudgets(
  scopes: BudgetScopes,
  { attemptId, amountNanoUsd, expiresAfterMs = EXPIRES_AFTER_MS }: ReservationDraft,
  { when, lastly = sql`last AS (SELECT ok FROM decision)` }: { when?: Sql; lastly?: Sql } = {},
): Sql {
  const amount = BigInt(amountNanoUsd)
  return sql`
    ${bindingBudgets(scopes, { onlyHard: true, when })},
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
    ${lastly},
    updated AS (
      UPDATE budget SET
        "reservedNanoUsd" = room."reservedNanoUsd" - room.freed
                            + CASE WHEN last.ok THEN ${amount}::bigint ELSE 0 END,
        "spentNanoUsd" = room."newSpent",
        "periodStart" = room."newStart",
        "updatedAt" = now() AT TIME ZONE 'UTC'
      FROM room, last WHERE budget.id = room.id
      RETURNING budget.id, last.ok
    ),
    inserted AS (
      INSERT INTO budget_reservation (id, "budgetId", "attemptId", "amountNanoUsd", "expiresAt")
      SELECT gen_random_uuid()::text, id, ${attemptId}, ${amount}::bigint,
             (now() AT TIME ZONE 'UTC') + ${`${expiresAfterMs} ms`}::interval
      FROM updated WHERE ok
    ),
    refusing AS (
      SELECT id AS "budgetId", scope, "scopeId", period, "limitNanoUsd", "left"::bigint AS "leftNanoUsd",
             ("reservedNanoUsd" - freed)::bigint AS "reservedNanoUsd" FROM room
      WHERE "left" < ${amount}::bigint ORDER BY "left" LIMIT 1
    )`
}

/** SQL: the column that `reservationOf` reads, for a statement with `reservedBudgets`. */
export const reservationColumn: Sql = sql`(SELECT to_json(refusing) FROM refusing) AS "refusing"`

/** What became of a reservation, from a row with its column. */
export function reservationOf(row: unknown): Reservation {
  const { refusing } = Row.parse(row)
  return refusing === null ? { reserved: true } : { reserved: false, ...refusing }
}

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
  { expiresAfterMs, tx }: { expiresAfterMs?: number; tx?: Db | Transaction } = {},
): Promise<Reservation> {
  const draft = { attemptId, amountNanoUsd, expiresAfterMs }
  const statement = sql`WITH ${reservedBudgets(scopes, draft)} SELECT ${reservationColumn}`
  const [row] = tx === undefined ? await queryOften(statement) : await tx.$queryRaw<unknown[]>(statement)
  return reservationOf(row)
}
