import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'
import { callWasMade } from '@/lib/telemetry/call-sql'

/**
 * Sets runs' cost and model calls from their attempts, of all tries: what was paid stays paid. Idempotent. A call that
 * was refused before anything was sent (no budget, no provider) is no call.
 */
export async function refreshRunCosts(runIds: string[], tx: Db | Transaction): Promise<void> {
  await tx.$executeRaw`
    UPDATE run SET "costNanoUsd" = paid.cost, "modelCalls" = paid.calls
    FROM (SELECT "runId", sum("costNanoUsd")::bigint AS cost,
                 (count(*) FILTER (WHERE ${callWasMade}))::int AS calls
          FROM attempt WHERE "runId" = ANY(${runIds}::text[]) GROUP BY "runId") AS paid
    WHERE id = paid."runId"`
}

/** Sets one run's cost and model calls from its attempts. */
export function refreshRunCost(runId: string, tx: Db | Transaction = db()): Promise<void> {
  return refreshRunCosts([runId], tx)
}
