import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { callWasMade } from '@/lib/telemetry/call-sql'

/** SQL: by run, what the attempts that a condition holds for cost, and how many of them are calls that were made. */
export function paidSql(condition: Sql): Sql {
  return sql`SELECT "runId", sum("costNanoUsd")::bigint AS cost, (count(*) FILTER (WHERE ${callWasMade}))::int AS calls
    FROM attempt WHERE ${condition} GROUP BY "runId"`
}

/**
 * Sets runs' cost and model calls from their attempts, of all tries: what was paid stays paid. Idempotent. A call that
 * was refused before anything was sent (no budget, no provider) is no call.
 */
export async function refreshRunCosts(runIds: string[], tx: Db | Transaction): Promise<void> {
  await tx.$executeRaw`
    UPDATE run SET "costNanoUsd" = paid.cost, "modelCalls" = paid.calls
    FROM (${paidSql(sql`"runId" = ANY(${runIds}::text[])`)}) AS paid
    WHERE id = paid."runId"`
}

/** Sets one run's cost and model calls from its attempts. */
export function refreshRunCost(runId: string, tx: Db | Transaction = db()): Promise<void> {
  return refreshRunCosts([runId], tx)
}
