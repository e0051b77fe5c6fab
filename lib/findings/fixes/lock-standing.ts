import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'

/**
 * Locks the run, so that its versions are made one after the other. Throws `conflict` when other fixes stand by now than the
 * ones that the new version was made of.
 */
export async function lockStanding(
  tx: Transaction,
  { runId, teamId, standing }: { runId: string; teamId: string; standing: string[] },
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM run WHERE id = ${runId} AND "teamId" = ${teamId} FOR UPDATE`
  const now = await tx.findingFix.findMany({ where: { teamId, runId, undoneAt: null }, select: { id: true } })
  if (now.length !== standing.length || now.some(({ id }) => !standing.includes(id)))
    throw new AssayError('conflict', 'Somebody applied or undid another fix just now. Try again.')
}
