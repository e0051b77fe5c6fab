import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { presentPeriod } from './budget-scopes'

const BOUND = sql`(budget.scope, budget."scopeId") IN (('team', attempt."teamId"), ('project', attempt."projectId"),
  ('launch', attempt."launchId"), ('workflow', attempt.workflow), ('member', attempt."userId"))`

/**
 * Sets what a budget has spent from the attempts made since its present period began. The lock comes first, in a statement of
 * its own: calls that settled before it are then seen, and later ones wait.
 */
export async function recountBudget(tx: Transaction, budgetId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE budget SET "periodStart" = present."newStart"
    FROM (SELECT id, ${presentPeriod} FROM budget WHERE id = ${budgetId}) AS present
    WHERE budget.id = present.id`
  await tx.$executeRaw`
    UPDATE budget SET "spentNanoUsd" = (
      SELECT coalesce(sum(attempt."costNanoUsd"), 0)::bigint FROM attempt
      WHERE attempt."teamId" = budget."teamId" AND attempt."createdAt" >= budget."periodStart" AND ${BOUND}
    ) WHERE id = ${budgetId}`
}
