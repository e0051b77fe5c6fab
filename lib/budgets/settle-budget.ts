import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'
import { type BudgetScopes, bindingBudgets } from './budget-scopes'

/**
 * Turns an attempt's reservation into what it really cost, in all budgets that bind; the cost counts even when the
 * reservation has expired meanwhile. Call it in the transaction that records the attempt: both happen, or neither.
 */
export async function settleBudget(
  tx: Db | Transaction,
  scopes: BudgetScopes,
  attemptId: string,
  costNanoUsd: number,
): Promise<void> {
  await tx.$executeRaw`
    WITH ${bindingBudgets(scopes)},
    gone AS (
      DELETE FROM budget_reservation
      WHERE "attemptId" = ${attemptId} AND "budgetId" IN (SELECT id FROM binding)
      RETURNING "budgetId", "amountNanoUsd"
    ),
    freed AS (SELECT "budgetId", sum("amountNanoUsd")::bigint AS amount FROM gone GROUP BY "budgetId")
    UPDATE budget SET
      "reservedNanoUsd" = b."reservedNanoUsd" - coalesce(f.amount, 0),
      "spentNanoUsd" = b."newSpent" + ${BigInt(costNanoUsd)}::bigint,
      "periodStart" = b."newStart",
      "updatedAt" = now() AT TIME ZONE 'UTC'
    FROM binding b LEFT JOIN freed f ON f."budgetId" = b.id
    WHERE budget.id = b.id`
}

/** Gives a reservation back: nothing was spent. */
export async function releaseBudget(scopes: BudgetScopes, attemptId: string): Promise<void> {
  await settleBudget(db(), scopes, attemptId, 0)
}
