import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'

/** A rule of the team. Throws `not-found`. */
export async function findOwnRule(tx: Transaction, teamId: string, id: string) {
  const row = await tx.alertRule.findFirst({ where: { id, teamId } })
  if (row === null) throw new AssayError('not-found', 'This rule was removed. Reload the page.')
  return row
}
