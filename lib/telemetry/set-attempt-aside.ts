import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { RunScope } from './run-scope'

/**
 * Gives the attempt of a call that was broken off an id of its own, as its repeat is recorded under the call's. Each is
 * one priced call: in one row the two would be priced as a single long prompt. Does nothing when it is not there, nor to the
 * row of the repeat itself (`requestId` is the repeat's), should that be recorded once more.
 */
export async function setAttemptAside(
  tx: Db | Transaction,
  { teamId }: RunScope,
  { attemptId, requestId }: { attemptId: string; requestId: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE attempt SET id = id || '.broken-off-' || sequence
    WHERE id = ${attemptId} AND "teamId" = ${teamId} AND outcome = 'cancelled'
      AND ("requestId" IS DISTINCT FROM ${requestId} OR ${requestId}::text IS NULL)`
}
