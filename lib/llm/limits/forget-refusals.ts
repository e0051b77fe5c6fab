import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { tellLimitChange } from './limit-state'

/** Models of a provider that have just answered a test: its key is good, and it knows them. */
export async function forgetRefusals(
  tx: Db | Transaction,
  providerId: string,
  answered: readonly string[],
): Promise<void> {
  if (answered.length === 0) return
  const where = {
    providerId,
    state: 'refused',
    OR: [{ lastOutcome: 'invalid-key' }, { model: { in: [...answered] } }],
  }
  const rows = await tx.breaker.findMany({ where, select: { model: true } })
  await tx.breaker.deleteMany({ where })
  for (const { model } of rows) await tellLimitChange(tx, { providerId, model })
}
