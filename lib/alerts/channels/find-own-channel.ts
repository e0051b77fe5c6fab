import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'

/** A channel of the team. Throws `not-found`. */
export async function findOwnChannel(tx: Transaction, teamId: string, id: string) {
  const row = await tx.alertChannel.findFirst({ where: { id, teamId } })
  if (row === null) throw new AssayError('not-found', 'This channel was removed. Reload the page.')
  return row
}
