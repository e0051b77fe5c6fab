import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'

/**
 * Sets runs' cost and model calls from their attempts, of all tries: what was paid stays paid. Idempotent. A call that
 * was refused before anything was sent (no budget, no provider) took no time and has no request: it is no call.
 */
export async function refreshRunCosts(runIds: string[], tx: Db | Transaction): Promise<void> {
  await tx.$executeRaw`
    UPDATE run SET "costNanoUsd" = paid.cost, "modelCalls" = paid.calls
    FROM (SELECT "runId", sum("costNanoUsd")::bigint AS cost,
                 (count(*) FILTER (WHERE source = 'model' AND outcome <> 'budget'
                   AND NOT ("requestId" IS NULL AND "latencyMs" IS NOT DISTINCT FROM 0)))::int AS calls
          FROM attempt WHERE "runId" = ANY(${runIds}::text[]) GROUP BY "runId") AS paid
    WHERE id = paid."runId"`
}

/** Sets one run's cost and model calls from its attempts. */
export function refreshRunCost(runId: string, tx: Db | Transaction = db()): Promise<void> {
  return refreshRunCosts([runId], tx)
}
