import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'

/** A budget of the team that people may change: a launch's own is set when it is launched. Throws `not-found`. */
export async function findOwnBudget(tx: Transaction, teamId: string, id: string) {
  const row = await tx.budget.findFirst({ where: { id, teamId, scope: { not: 'launch' } } })
  if (row === null) throw new AssayError('not-found', 'This budget was removed. Reload the page.')
  return row
}
