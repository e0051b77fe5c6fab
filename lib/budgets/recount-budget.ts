import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { presentPeriod } from './budget-scopes'

const BOUND = sql`(budget.scope, budget."scopeId") IN (('team', attempt."teamId"), ('project', attempt."projectId"),
  ('launch', attempt."launchId"), ('workflow', attempt.workflow), ('member', attempt."userId"))`

const countedSince = (from: Sql) => sql`(
  SELECT coalesce(sum(attempt."costNanoUsd"), 0)::bigint FROM attempt
  WHERE attempt."teamId" = budget."teamId" AND attempt."createdAt" >= ${from} AND ${BOUND})`

/** What is known to have been spent by a moment in the period that began at `periodStart`, whatever rows there still are. */
interface KnownSpend {
  spentNanoUsd: number
  /** ISO 8601 UTC */
  periodStart: string
  since: Date
}

/**
 * Sets what a budget has spent from the attempts made since its present period began; `known` and the attempts after it are
 * the least. The lock comes first, in a statement of its own: calls that settled before it are then seen, and later ones wait.
 */
export async function recountBudget(tx: Transaction, budgetId: string, known?: KnownSpend): Promise<void> {
  await tx.$executeRaw`
    UPDATE budget SET "periodStart" = present."newStart"
    FROM (SELECT id, ${presentPeriod} FROM budget WHERE id = ${budgetId}) AS present
    WHERE budget.id = present.id`
  await tx.$executeRaw`
    UPDATE budget SET "spentNanoUsd" = ${countedSince(sql`budget."periodStart"`)} WHERE id = ${budgetId}`
  if (known === undefined) return
  const { spentNanoUsd, periodStart, since } = known
  await tx.$executeRaw`
    UPDATE budget SET "spentNanoUsd" = greatest(
      "spentNanoUsd", ${BigInt(spentNanoUsd)}::bigint + ${countedSince(sql`${since.toISOString()}::timestamp`)})
    WHERE id = ${budgetId} AND "periodStart" = ${periodStart}::timestamp`
}
