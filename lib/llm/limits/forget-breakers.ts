import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { tellLimitChange } from './limit-state'

/** A provider was changed by a person (a new key, another address): its breakers and learned limits begin anew. */
export async function forgetBreakers(tx: Db | Transaction, providerId: string): Promise<void> {
  const rows = await tx.breaker.findMany({ where: { providerId }, select: { model: true } })
  await tx.breaker.deleteMany({ where: { providerId } })
  await tx.modelRateLimit.deleteMany({ where: { providerId } })
  for (const { model } of rows) await tellLimitChange(tx, { providerId, model })
}
