import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'
import { LIVE_CHANNEL } from '@/lib/db/notify'
import { type Sql, sql } from '@/lib/db/sql'
import { type BudgetScopes, bindingBudgets } from './budget-scopes'

/** SQL: marks that budgets in `updated` have passed and were not told of yet in this period. */
const passedMarks = sql`
  passed AS (
    INSERT INTO budget_warning ("budgetId", "periodStart", percent, "spentNanoUsd", "limitNanoUsd")
    SELECT id, "periodStart", mark.percent, "spentNanoUsd", "limitNanoUsd"
    FROM updated, (VALUES (50, 'soft'), (80, 'any'), (100, 'any')) AS mark(percent, kinds)
    WHERE (mark.kinds = 'any' OR mark.kinds = kind) AND "spentNanoUsd" * 100 >= "limitNanoUsd" * mark.percent
    ON CONFLICT DO NOTHING
    RETURNING "budgetId"
  )`

/**
 * SQL: CTEs that turn an attempt's reservation into what it really cost, for the end of a statement that does more: it
 * reads `tellOfPassed`. `when`: only if it holds, and after what it reads, which takes its locks before the budgets take theirs.
 */
export function settledBudgets(
  scopes: BudgetScopes,
  attemptId: string,
  costNanoUsd: number,
  when?: Sql,
): Sql {
  return sql`
    ${bindingBudgets(scopes, { when })},
    gone AS (
      DELETE FROM budget_reservation
      WHERE "attemptId" = ${attemptId} AND "budgetId" IN (SELECT id FROM binding)
      RETURNING "budgetId", "amountNanoUsd"
    ),
    freed AS (SELECT "budgetId", sum("amountNanoUsd")::bigint AS amount FROM gone GROUP BY "budgetId"),
    updated AS (UPDATE budget SET
      "reservedNanoUsd" = b."reservedNanoUsd" - coalesce(f.amount, 0),
      "spentNanoUsd" = b."newSpent" + ${BigInt(costNanoUsd)}::bigint,
      "periodStart" = b."newStart",
      "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM binding b LEFT JOIN freed f ON f."budgetId" = b.id
    WHERE budget.id = b.id
    RETURNING budget.id, budget.kind, budget."periodStart", budget."spentNanoUsd", budget."limitNanoUsd"),
    ${passedMarks}`
}

/** SQL: tells open pages of the budgets that passed a mark. */
export function tellOfPassed({ teamId }: BudgetScopes): Sql {
  return sql`SELECT pg_notify(${LIVE_CHANNEL},
    json_build_object('teamId', ${teamId}::text, 'topic', 'budget', 'id', "budgetId")::text) FROM passed`
}

/**
 * Turns an attempt's reservation into what it really cost, in all budgets that bind; the cost counts even when the
 * reservation has expired meanwhile. Call it in the transaction that records the attempt: both happen, or neither.
 * A budget that passes a mark is written down and told, once per mark and period.
 */
export async function settleBudget(
  tx: Db | Transaction,
  scopes: BudgetScopes,
  attemptId: string,
  costNanoUsd: number,
): Promise<void> {
  await tx.$executeRaw`WITH ${settledBudgets(scopes, attemptId, costNanoUsd)} ${tellOfPassed(scopes)}`
}

/** Gives a reservation back: nothing was spent. */
export async function releaseBudget(scopes: BudgetScopes, attemptId: string): Promise<void> {
  await settleBudget(db(), scopes, attemptId, 0)
}
