import 'server-only'
import type { Transaction } from '@/lib/db/db'

/**
 * Keeps a team's verdicts and the saving of its findings apart until the transaction ends: a verdict would else not see what a
 * run is about to save, nor that run the verdict. Runs save side by side (`findings`), verdicts come one after the other
 * (`verdicts`). Take it before the row of any finding is locked.
 */
export async function lockVerdicts(
  tx: Transaction,
  teamId: string,
  what: 'findings' | 'verdicts',
): Promise<void> {
  const key = `verdicts of ${teamId}`
  if (what === 'findings')
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}
