import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'

/** Sets a run's cost and model calls from its attempts, of all tries: what was paid stays paid. Idempotent. */
export async function refreshRunCost(runId: string, tx: Db | Transaction = db()): Promise<void> {
  await tx.$executeRaw`
    UPDATE run SET "costNanoUsd" = paid.cost, "modelCalls" = paid.calls
    FROM (SELECT coalesce(sum("costNanoUsd"), 0)::bigint AS cost,
                 (count(*) FILTER (WHERE source = 'model'))::int AS calls
          FROM attempt WHERE "runId" = ${runId}) AS paid
    WHERE id = ${runId}`
}
